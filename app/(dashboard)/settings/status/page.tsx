import { SettingsSection } from "@/components/settings/section";
import { databaseFacts, programFacts, StatusList, storeFacts } from "@/components/settings/status-list";
import { status } from "@/lib/watching/status";
import { SettingsPage } from "../settings-page";

export const metadata = { title: "Status" };

export default function StatusPage() {
  return (
    <SettingsPage current="/settings/status">
      {async ({ formats }) => {
        const now = await status();
        return (
          <>
            <SettingsSection id="program" title="Program" about={<p>What runs here, and since when.</p>}>
              <StatusList facts={programFacts(now, formats)} />
            </SettingsSection>
            <SettingsSection
              id="database"
              title="Database"
              about={<p>Where every view is kept. All else on this page can be made anew from it.</p>}
            >
              <StatusList facts={databaseFacts(now, formats)} />
            </SettingsSection>
            <SettingsSection id="store" title="Figures" about={<p>What answers the charts.</p>}>
              <StatusList facts={storeFacts(now, formats)} />
            </SettingsSection>
          </>
        );
      }}
    </SettingsPage>
  );
}
