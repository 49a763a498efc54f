import type { AuditAction } from "@/lib/audit";

/** What was done, as the list says it. */
export const ACTION_WORDS: Record<AuditAction, string> = {
  "settings.changed": "Changed settings",
  "key.added": "Added a webhook key",
  "key.rotated": "Rotated a webhook key",
  "key.retired": "Retired a webhook key",
  "quarantine.replayed": "Replayed quarantined records",
  "quarantine.dismissed": "Dismissed quarantined records",
  "quarantine.restored": "Brought quarantined records back",
  "quarantine.silenced": "Silenced a kind of record",
  "quarantine.unsilenced": "Ended a silence",
  "history.imported": "Imported a file of views",
  "history.backfilled": "Began to read Mindstamp’s API",
  "data.exported": "Exported people’s data",
};

export const AUDIT_WORDS = {
  byItself: "Viewledger itself",
  gone: "A user who is gone",
  about: "Who did what, and when. Nothing personal of viewers stands here, and nobody can change or remove an entry.",
  all: "Everything",
  none: "Nothing of this kind was done so far.",
};

/** Spelled out details, e.g. “report: viewers · format: csv”. */
export function detailWords(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== 0)
    .map(([name, value]) => `${spelled(name)}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(" · ");
}

/** keepBodiesDays → keep bodies days */
const spelled = (name: string) => name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
