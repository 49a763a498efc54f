import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { GeneralForm } from "@/components/settings/general-form";
import { KeepingForm } from "@/components/settings/keeping-form";
import { SettingsSection } from "@/components/settings/section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { WebhookKeys } from "@/components/settings/webhook-keys";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Notice } from "@/components/ui/notice";
import { requireUser } from "@/lib/auth/current-user";
import { shownOrigin } from "@/lib/auth/request";
import { listWebhookKeys } from "@/lib/ingest/keys";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../account-corner";
import { addKey, retireKey, saveGeneral, saveKeeping } from "./actions";
import { HistorySection } from "./history-section";
import { keyView } from "./key-view";

export const metadata = { title: "Settings" };

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const user = await requireUser("administrator");
  const { welcome } = await searchParams;
  const [general, keys, request] = await Promise.all([settings(), listWebhookKeys(), headers()]);
  const [locale, zone, now] = [localeOf(request.get("accept-language")), general.reportingZone, new Date()];
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings" />
      <div className="grid max-w-5xl gap-8 px-4 pt-2 md:px-6">
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
        <SettingsSection
          id="webhook"
          title="Webhook"
          about={<p>Where Mindstamp sends its views, and the keys by which they are known to be Mindstamp’s.</p>}
        >
          <div className="mb-5 grid gap-1.5 border-b pb-5">
            <p className="font-medium text-sm">Webhook address, for Mindstamp’s view webhook</p>
            <CopyField value={`${shownOrigin(request)}/api/webhooks/views`} label="webhook address" />
          </div>
          <WebhookKeys
            keys={keys.map((key) => keyView(key, now))}
            action={addKey}
            retire={retireKey}
            today={formats(locale, zone).isoDay(now.toISOString())}
            {...{ locale, zone }}
          />
        </SettingsSection>
        <HistorySection {...{ locale, zone }} />
        <SettingsSection
          id="general"
          title="General"
          about={<p>What days, completion and tags mean in every figure.</p>}
        >
          <GeneralForm action={saveGeneral} {...general} />
        </SettingsSection>
        <SettingsSection
          id="keeping"
          title="Kept deliveries"
          about={
            <>
              <p>How long the ledger of deliveries remembers. The views in the dashboard are not touched.</p>
              <p>What waits in quarantine is kept until it is replayed or dismissed, and as long again after that.</p>
            </>
          }
        >
          <KeepingForm action={saveKeeping} {...general} />
        </SettingsSection>
      </div>
    </>
  );
}
