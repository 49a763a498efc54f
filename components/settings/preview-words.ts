import type { SettingsPreview } from "@/lib/reports/settings-preview";
import type { Formats } from "../format/formats";

interface Spoken {
  /** IANA names: in which days begin now, and would begin */
  zones: { before: string; after: string };
  /** Of the viewer's language, in the zone that is in force and in the other */
  formats: { before: Formats; after: Formats };
}

/** What would change over the last 30 days, a sentence each; empty: nothing would. */
export function previewWords({ before, after }: SettingsPreview, { zones, formats }: Spoken): string[] {
  const lines: string[] = [];
  const rate = (value: number | null) => (value === null ? "unknown" : formats.before.precisePercent(value));
  if (before.completion !== after.completion)
    lines.push(`Completed over the last 30 days: ${rate(before.completion)} → ${rate(after.completion)}.`);
  if (before.todayBegan !== after.todayBegan)
    lines.push(
      `In ${zones.after.replaceAll("_", " ")} today is ${formats.after.day(after.today)}; it began at ${formats.before.time(after.todayBegan)} in ${zones.before.replaceAll("_", " ")}.`,
    );
  if (before.views !== after.views)
    lines.push(
      `Views of the last 30 days: ${formats.before.exact(before.views)} → ${formats.before.exact(after.views)}.`,
    );
  return lines;
}
