import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { AddKey } from "@/components/settings/add-key";
import { GeneralForm } from "@/components/settings/general-form";
import { KeyTable } from "@/components/settings/key-table";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy-field";
import { Notice } from "@/components/ui/notice";
import { requireUser } from "@/lib/auth/current-user";
import { publicOrigin } from "@/lib/auth/request";
import { listWebhookKeys } from "@/lib/ingest/keys";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../account-corner";
import { addKey, retireKey, saveGeneral } from "./actions";

export const metadata = { title: "Settings" };

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const user = await requireUser("administrator");
  const { welcome } = await searchParams;
  const [general, keys, request] = await Promise.all([settings(), listWebhookKeys(), headers()]);
  const locale = localeOf(request.get("accept-language"));
  return (
    <>
      <PageHeader title="Settings" zone={general.reportingZone}>
        <AccountCorner user={user} />
      </PageHeader>
      <div className="grid max-w-4xl gap-4 px-4 md:px-6">
        {welcome === "1" && (
          <Notice
            title="One step is left: the webhook key"
            actions={
              <a href="/overview" className={buttonClass({ size: "sm" })}>
                Go to the overview
              </a>
            }
          >
            Paste the key that Mindstamp shows beside its webhooks, or make one here and enter it there.
          </Notice>
        )}
        <Card>
          <CardHeader title="Webhook keys" />
          <div className="grid gap-5 px-4 pb-4">
            <div className="grid gap-1.5">
              <p className="font-medium text-sm">Webhook address, for Mindstamp’s view webhook</p>
              <CopyField value={`${publicOrigin(request)}/api/webhooks/views`} label="webhook address" />
            </div>
            <KeyTable keys={keys} retire={retireKey} formats={formats(locale, general.reportingZone)} />
            <AddKey action={addKey} />
          </div>
        </Card>
        <Card>
          <CardHeader title="General" />
          <div className="px-4 pb-4">
            <GeneralForm action={saveGeneral} {...general} />
          </div>
        </Card>
      </div>
    </>
  );
}
