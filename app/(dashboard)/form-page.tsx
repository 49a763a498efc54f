import { headers } from "next/headers";
import type { ReactNode } from "react";
import { FAILURE_WORDS } from "@/components/failures/words";
import { type Formats, formats, localeOf } from "@/components/format/formats";
import { PageHeader } from "@/components/shell/page-header";
import type { User } from "@/lib/auth/current-user";
import { type Settings, settings } from "@/lib/settings";
import { AccountCorner } from "./account-corner";
import { Contained } from "./contained";

export interface FormVisit {
  user: User;
  settings: Settings;
  locale: string;
  zone: string;
  formats: Formats;
}

interface Props {
  title: string;
  user: User;
  /** Ways to pages beside this one */
  tabs?: ReactNode;
  children: (visit: FormVisit) => Promise<ReactNode>;
}

/** What the pages of forms share: a header that stands whatever happens, and a body that may fail by itself. */
export async function FormPage({ title, user, tabs, children }: Props) {
  const locale = localeOf((await headers()).get("accept-language"));
  const known = settings();
  const told = await known.then(
    ({ reportingZone }) => reportingZone,
    () => undefined,
  );
  return (
    <>
      <PageHeader title={title} zone={told}>
        <AccountCorner user={user} />
      </PageHeader>
      {tabs}
      <div className="grid max-w-5xl grid-cols-1 gap-8 px-4 pt-2 md:px-6">
        <Contained title={FAILURE_WORDS.page}>
          {async () => {
            const all = await known;
            const zone = all.reportingZone;
            return children({ user, settings: all, locale, zone, formats: formats(locale, zone) });
          }}
        </Contained>
      </div>
    </>
  );
}
