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
  "user.invited": "Invited a user",
  "user.uninvited": "Took an invitation back",
  "user.joined": "Joined",
  "user.link": "Made a link for another password",
  "user.role": "Changed a role",
  "user.disabled": "Disabled a user",
  "user.enabled": "Enabled a user",
  "user.deleted": "Deleted a user",
  "user.signed_out": "Signed a user out everywhere",
  "user.second_factor_removed": "Turned a user’s second factor off",
  "user.tokens_revoked": "Revoked a user’s API tokens",
  "user.disconnected": "Disconnected a user from single sign-on",
  "user.reset": "Reset a user’s password on the server",
  "user.unlocked": "Unlocked a user on the server",
  "user.first": "Made the first administrator",
  "account.password": "Changed their password",
  "account.second_factor_on": "Turned their second factor on",
  "account.second_factor_off": "Turned their second factor off",
  "account.recovery_codes": "Made new recovery codes",
  "account.signed_out": "Signed out everywhere else",
  "account.connected": "Connected single sign-on",
  "account.disconnected": "Disconnected single sign-on",
  "token.made": "Made an API token",
  "token.revoked": "Revoked an API token",
  "login.throttled": "Failed to sign in too often",
  "person.erased": "Erased a person",
  "person.exported": "Exported a person’s data",
  "viewers.excluded": "Excluded viewers from the figures",
  "viewers.included": "Included viewers again",
  "views.deleted": "Deleted views",
  "retention.applied": "Deleted views past their time",
};

export const AUDIT_WORDS = {
  byItself: "Viewledger itself",
  gone: "A user who is gone",
  about: "Who did what, and when. Nothing personal of viewers stands here, and nobody can change or remove an entry.",
  all: "Everything",
  none: "Nothing of this kind was done so far.",
};

/** Settings by the names that they have in forms. */
const SETTING_WORDS: Record<string, string> = {
  reportingZone: "reporting time zone",
  completionThreshold: "completed from",
  tagLabels: "names of tags",
  keepBodiesDays: "days for bodies",
  keepLedgerDays: "days for deliveries",
  keepViewsMonths: "months for views",
};

/** Spelled out details, e.g. “report: viewers · format: csv”. */
export function detailWords(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== 0)
    .map(
      ([name, value]) =>
        `${spelled(name)}: ${Array.isArray(value) ? value.map((one) => SETTING_WORDS[String(one)] ?? one).join(", ") : String(value)}`,
    )
    .join(" · ");
}

/** keepBodiesDays → keep bodies days */
const spelled = (name: string) => name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
