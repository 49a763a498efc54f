import { GeneralForm } from "@/components/settings/general-form";
import { SettingsSection } from "@/components/settings/section";
import { isStoreNotReady } from "@/lib/columns/store";
import { reportContext } from "@/lib/reports/context";
import { tagExamples } from "@/lib/reports/settings-preview";
import { TAGS } from "@/lib/reports/tags";
import { saveGeneral } from "./actions";
import { previewGeneral } from "./preview";

/** What days, completion and tags mean. */
export async function GeneralSection() {
  const ctx = await reportContext();
  // Settings are there to be changed while the views are being loaded too.
  const examples = await tagExamples(ctx).catch((error: unknown) => {
    if (isStoreNotReady(error)) return Object.fromEntries(TAGS.map((tag) => [tag, []]));
    throw error;
  });
  return (
    <SettingsSection id="general" title="General" about={<p>What days, completion and tags mean in every figure.</p>}>
      <GeneralForm
        action={saveGeneral}
        preview={previewGeneral}
        tagExamples={examples as Awaited<ReturnType<typeof tagExamples>>}
        {...ctx.settings}
      />
    </SettingsSection>
  );
}
