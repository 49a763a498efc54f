import { headers } from "next/headers";
import { localeOf } from "@/components/format/formats";
import { KeepingForm } from "@/components/settings/keeping-form";
import { SettingsSection } from "@/components/settings/section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { requireUser } from "@/lib/auth/current-user";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../account-corner";
import { saveKeeping } from "./actions";
import { GeneralSection } from "./general-section";
import { HistorySection } from "./history-section";
import { WebhookSection } from "./webhook-section";

export const metadata = { title: "Settings" };

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const user = await requireUser("administrator");
  const { welcome } = await searchParams;
  const [general, request] = await Promise.all([settings(), headers()]);
  const [locale, zone] = [localeOf(request.get("accept-language")), general.reportingZone];
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
        <WebhookSection {...{ locale, zone }} />
        <HistorySection {...{ locale, zone }} />
        <GeneralSection />
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
