import { z } from "zod";
import { audit } from "./audit";
import { db } from "./db";
import { oncePerProcess } from "./process";

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** IANA name of the zone in which days begin */
export const reportingZone = z
  .string()
  .refine(isTimeZone, "The reporting time zone is not known: enter a name such as Europe/Berlin.");

const whole = (what: string, max: number) => {
  const error = `${what} a whole number from 1 to ${max}.`;
  return z.int({ error }).min(1, { error }).max(max, { error });
};
const MOST_DAYS = 3_650;
const MOST_MONTHS = 1_200;

const schema = z.object({
  reportingZone: reportingZone.default("UTC"),
  /** Percent from which a view counts as completed */
  completionThreshold: whole("Completed from is", 100).default(95),
  /** What the administrator calls tag1 … tag5 */
  tagLabels: z
    .partialRecord(
      z.enum(["tag1", "tag2", "tag3", "tag4", "tag5"]),
      z.string().trim().min(1).max(40, "A tag’s name has at most 40 characters."),
    )
    .default({}),
  /** Days for which the ledger keeps each delivery's body */
  keepBodiesDays: whole("Days for bodies are", MOST_DAYS).default(30),
  /** Days for which it keeps that a delivery came, and what became of it */
  keepLedgerDays: whole("Days for deliveries are", MOST_DAYS).default(90),
  /** Months for which views are kept; null = for ever */
  keepViewsMonths: z.union([z.null(), whole("Months for views are", MOST_MONTHS)]).default(null),
});

export type Settings = z.infer<typeof schema>;

/** As they are where nobody has changed any. */
export const usualSettings = (): Settings => schema.parse({});

/** Other instances' changes are seen after this long. */
const FRESH_MS = 500;

const cache = () =>
  oncePerProcess<{ at: number; value: Promise<Settings> | null }>("settings", () => ({ at: 0, value: null }));

async function load(): Promise<Settings> {
  const rows = await db().read.setting.findMany({ where: { key: { in: Object.keys(schema.shape) } } });
  return schema.parse(Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value)])));
}

/** The settings in force, at most half a second old. */
export function settings(): Promise<Settings> {
  const held = cache();
  if (held.value === null || Date.now() - held.at > FRESH_MS) {
    held.at = Date.now();
    held.value = load();
    // A failure is the caller's to see, and must not be remembered.
    held.value.catch(() => {
      held.value = null;
    });
  }
  return held.value;
}

/** What of these settings would be stored; a sentence where one of them is not allowed. */
export function checkSettings<Name extends keyof Settings>(
  change: Pick<Settings, Name>,
): Pick<Settings, Name> | string {
  const { success, data, error } = schema.partial().safeParse(change);
  return success ? (data as Pick<Settings, Name>) : error.issues.map(({ message }) => message).join(" ");
}

/** Writes the given settings; throws a ZodError when one is not allowed. `actor`: the user's id, null for a command. */
export async function changeSettings(change: Partial<Settings>, actor: string | null = null): Promise<void> {
  const valid = schema.partial().parse(change);
  await db().write(async (tx) => {
    for (const key of Object.keys(change) as (keyof Settings)[]) {
      const value = JSON.stringify(valid[key]);
      await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    }
    await audit(tx, { actor, action: "settings.changed", details: { settings: Object.keys(change).sort() } });
  });
  cache().value = null;
}
