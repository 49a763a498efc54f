import { headers } from "next/headers";
import { formats as formatsOf, localeOf } from "@/components/format/formats";
import { SettingsSection } from "@/components/settings/section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { databaseFacts, programFacts, StatusList, storeFacts } from "@/components/settings/status-list";
import { PageHeader } from "@/components/shell/page-header";
import { requireUser } from "@/lib/auth/current-user";
import { settings } from "@/lib/settings";
import { status } from "@/lib/watching/status";
import { AccountCorner } from "../../account-corner";

export const metadata = { title: "Status" };

export default async function StatusPage() {
  const user = await requireUser("administrator");
  const [now, { reportingZone: zone }, request] = await Promise.all([status(), settings(), headers()]);
  const formats = formatsOf(localeOf(request.get("accept-language")), zone);
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings/status" />
      <div className="grid max-w-5xl gap-8 px-4 pt-2 md:px-6">
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
        <SettingsSection
          id="store"
          title="Figures"
          about={<p>What answers the charts. It follows the database by itself.</p>}
        >
          <StatusList facts={storeFacts(now, formats)} />
        </SettingsSection>
      </div>
    </>
  );
}
