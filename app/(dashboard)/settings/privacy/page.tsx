import { headers } from "next/headers";
import { localeOf } from "@/components/format/formats";
import { ExclusionsPanel } from "@/components/privacy/exclusions-panel";
import { PeoplePanel } from "@/components/privacy/people-panel";
import { RetentionForm } from "@/components/privacy/retention-form";
import { PRIVACY_WORDS } from "@/components/privacy/words";
import { SettingsSection } from "@/components/settings/section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { requireUser } from "@/lib/auth/current-user";
import { excludedViewers, listExclusions } from "@/lib/privacy/exclusions";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../../account-corner";
import { actOnExclusions, actOnPerson, actOnRetention } from "./actions";

export const metadata = { title: "Privacy" };

export default async function PrivacyPage() {
  const user = await requireUser("administrator");
  const [{ reportingZone: zone, keepViewsMonths }, exclusions, viewers, request] = await Promise.all([
    settings(),
    listExclusions(),
    excludedViewers(),
    headers(),
  ]);
  const locale = localeOf(request.get("accept-language"));
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings/privacy" />
      <div className="grid max-w-5xl gap-8 px-4 pt-2 md:px-6">
        <SettingsSection id="people" title={PRIVACY_WORDS.people} about={<p>{PRIVACY_WORDS.aboutPeople}</p>}>
          <PeoplePanel find={actOnPerson} />
        </SettingsSection>
        <SettingsSection id="excluded" title={PRIVACY_WORDS.excluded} about={<p>{PRIVACY_WORDS.aboutExcluded}</p>}>
          <ExclusionsPanel act={actOnExclusions} {...{ exclusions, viewers, locale, zone }} />
        </SettingsSection>
        <SettingsSection id="views" title={PRIVACY_WORDS.keeping} about={<p>{PRIVACY_WORDS.aboutKeeping}</p>}>
          <RetentionForm act={actOnRetention} keepViewsMonths={keepViewsMonths} />
        </SettingsSection>
      </div>
    </>
  );
}
