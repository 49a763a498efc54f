import { KeepingForm } from "@/components/settings/keeping-form";
import { SettingsSection } from "@/components/settings/section";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SearchParams } from "../asked";
import { Contained } from "../contained";
import { saveKeeping } from "./actions";
import { GeneralSection } from "./general-section";
import { HistorySection } from "./history-section";
import { SettingsPage } from "./settings-page";
import { WebhookSection } from "./webhook-section";

export const metadata = { title: "Settings" };

export default async function GeneralSettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const { welcome } = await searchParams;
  return (
    <SettingsPage current="/settings">
      {async ({ settings, locale, zone }) => (
        <>
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
          <Contained title="The webhook keys could not be read">{() => WebhookSection({ locale, zone })}</Contained>
          <Contained title="What is being imported could not be read">
            {() => HistorySection({ locale, zone })}
          </Contained>
          <Contained title="The general settings could not be read">{() => GeneralSection()}</Contained>
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
            <KeepingForm action={saveKeeping} {...settings} />
          </SettingsSection>
        </>
      )}
    </SettingsPage>
  );
}
