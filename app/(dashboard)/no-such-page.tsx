import { headers } from "next/headers";
import { FilterBar } from "@/components/filters/filter-bar";
import { LiveDot } from "@/components/shell/live-dot";
import { NotThere } from "@/components/shell/not-there";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PATH_HEADER } from "@/lib/auth/names";
import { periodName } from "@/lib/export/file-name";
import { spanOf } from "@/lib/reports/facts";
import { AccountCorner } from "./account-corner";
import { asked } from "./asked";

interface Props {
  /** A first heading */
  title: string;
  /** Why there may be none */
  why: string;
  /** Where all that there are stand, under the same filters */
  href: string;
  /** What the link there is called */
  link: string;
}

/**
 * A page of figures whose address names what is not there: header and filters as on all others, and the way to what is.
 * Its filters lead there too: under others this page would be the same.
 */
export async function NoSuchPage({ title, why, href, link }: Props) {
  // What is not found is told no address by the framework.
  const { searchParams } = new URL((await headers()).get(PATH_HEADER) ?? href, "http://here");
  const { ctx, page, links, named, formats, locale, failure } = await asked(
    href,
    Promise.resolve(Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]))),
  );
  const { reportingZone, tagLabels } = ctx.settings;
  return (
    <>
      <PageHeader title={title} zone={failure ? undefined : reportingZone} live={<LiveDot />}>
        <AccountCorner user={ctx.user} />
      </PageHeader>
      <FilterBar
        {...{ page, links, named, tagLabels, formats, locale }}
        fixed={[]}
        period={periodName(ctx, page)}
        span={spanOf(ctx, page)}
        seesPeople={ctx.seesPeople}
      />
      <div className="px-4 pt-4 md:px-6">
        <NotThere why={why}>
          <Link href={links.elsewhere(href)} prefetch={false} className={buttonClass({ variant: "primary" })}>
            {link}
          </Link>
        </NotThere>
      </div>
    </>
  );
}
