import type { MetricKind } from "@/lib/reports/rates";
import type { Formats } from "../format/formats";

/** In percent or points: a smaller change may be chance, and is neither good nor bad. */
const SMALL = 1;
/** From here on percents say less than how many times as much it is. */
const MANY_TIMES = 900;
const MOST_TIMES = 100;

export interface ChangeWords {
  arrow: "" | "▲" | "▼";
  word: string;
  tone: "good" | "bad" | "none";
}

/** A change in words: "up 12%", "down 0.4 pts", "19 ×". `change` is in percent for counts and sums, in points for rates. */
export function changeWord(kind: MetricKind, change: number, formats: Pick<Formats, "change" | "exact">): ChangeWords {
  if (Number(change.toFixed(1)) === 0) return { arrow: "", word: "no change", tone: "none" };
  const up = change > 0;
  const tone = Math.abs(change) < SMALL ? "none" : up ? "good" : "bad";
  const amount = kind === "percent" ? `${formats.change(change)} pts` : `${formats.change(change)}%`;
  if (kind === "percent" || change < MANY_TIMES)
    return { arrow: up ? "▲" : "▼", word: `${up ? "up" : "down"} ${amount}`, tone };
  const times = 1 + change / 100;
  const word = times > MOST_TIMES ? `over ${MOST_TIMES} ×` : `${formats.exact(times)} ×`;
  return { arrow: "▲", word, tone };
}
