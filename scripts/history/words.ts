import type { Counts } from "../../lib/history/counts";

const whole = new Intl.NumberFormat("en");

export const exact = (number: number) => whole.format(Math.round(number));

/** "1 record", "2,000 broken records" */
export const recordsOf = (number: number, what = "record") => `${exact(number)} ${what}${number === 1 ? "" : "s"}`;

export const total = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** "1,204 applied, 3 duplicate, …" for a line that changes while it is read. */
export const inShort = (counts: Counts) =>
  Object.entries(counts)
    .filter(([outcome, count]) => count > 0 || outcome === "applied")
    .map(([outcome, count]) => `${exact(count)} ${outcome}`)
    .join(", ");

const MEANINGS: Record<keyof Counts, string> = {
  applied: "new, or with something new",
  duplicate: "known already",
  stale: "older than what is known",
  quarantined: "unreadable, kept for replay (Deliveries)",
};

/** The outcomes one below the other, those that occurred. */
export const inFull = (counts: Counts) =>
  (Object.keys(MEANINGS) as (keyof Counts)[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `  ${outcome.padEnd(12)}${exact(counts[outcome]).padStart(12)}  ${MEANINGS[outcome]}`)
    .join("\n");
