import { HistoryPanel } from "@/components/settings/history-panel";
import { SettingsSection } from "@/components/settings/section";
import { canBackfill } from "@/lib/history/backfill-job";
import { historyJob } from "@/lib/history/job";
import { beginBackfill, stopHistory } from "./history-actions";

/** Views from before the webhook, or that it missed. */
export async function HistorySection({ locale, zone }: { locale: string; zone: string }) {
  return (
    <SettingsSection
      id="history"
      title="History"
      about={
        <>
          <p>Views from before the webhook was connected, or that it missed.</p>
          <p>It can be repeated: a view that is known is not stored twice, and nothing known is erased.</p>
        </>
      }
    >
      <HistoryPanel
        job={await historyJob()}
        canBackfill={canBackfill()}
        begin={beginBackfill}
        stop={stopHistory}
        {...{ locale, zone }}
      />
    </SettingsSection>
  );
}
