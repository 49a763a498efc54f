import { ErasureStatus } from "@/components/privacy/erasure-status";
import { ExclusionsPanel } from "@/components/privacy/exclusions-panel";
import { PeoplePanel } from "@/components/privacy/people-panel";
import { RetentionForm } from "@/components/privacy/retention-form";
import { PRIVACY_WORDS } from "@/components/privacy/words";
import { SettingsSection } from "@/components/settings/section";
import { erasureJob } from "@/lib/privacy/erasure-job";
import { excludedViewers, listExclusions } from "@/lib/privacy/exclusions";
import { retainedAt } from "@/lib/privacy/retention";
import { SettingsPage } from "../settings-page";
import { actOnExclusions, actOnPerson, actOnRetention } from "./actions";

export const metadata = { title: "Privacy" };

export default function PrivacyPage() {
  return (
    <SettingsPage current="/settings/privacy">
      {async ({ settings, locale, zone }) => {
        const [erasure, exclusions, viewers, retained] = await Promise.all([
          erasureJob(),
          listExclusions(),
          excludedViewers(),
          retainedAt(),
        ]);
        return (
          <>
            <SettingsSection id="people" title={PRIVACY_WORDS.people} about={<p>{PRIVACY_WORDS.aboutPeople}</p>}>
              <PeoplePanel find={actOnPerson}>{erasure && <ErasureStatus job={erasure} />}</PeoplePanel>
            </SettingsSection>
            <SettingsSection id="excluded" title={PRIVACY_WORDS.excluded} about={<p>{PRIVACY_WORDS.aboutExcluded}</p>}>
              <ExclusionsPanel act={actOnExclusions} {...{ exclusions, viewers, locale, zone }} />
            </SettingsSection>
            <SettingsSection id="views" title={PRIVACY_WORDS.keeping} about={<p>{PRIVACY_WORDS.aboutKeeping}</p>}>
              <RetentionForm
                act={actOnRetention}
                keepViewsMonths={settings.keepViewsMonths}
                doneAt={retained?.toISOString() ?? null}
                {...{ locale, zone }}
              />
            </SettingsSection>
          </>
        );
      }}
    </SettingsPage>
  );
}
