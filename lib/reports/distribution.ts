import type { Dimension, GroupAnswer, GroupQuery, Selection } from "../query/query";
import { shareOf } from "./rates";

export interface Distribution {
  /** Ten tenths: 0–9 … 90–100 percent, both bounds included */
  buckets: { from: number; to: number; views: number; share: number | null }[];
  /** Views that tell, and so are in a bucket */
  known: number;
  unknown: number;
}

/** Asks how many views there are of each value. */
export const countsBy = (selection: Selection, by: Dimension): GroupQuery => ({
  kind: "groups",
  ...selection,
  by: [by],
  metrics: [],
});

/** Tenths of a percentage, gaps filled; share is of the views that tell. */
export function distributionOf(answer: GroupAnswer): Distribution {
  const views = new Map(answer.groups.map((group) => [group.keys[0] ?? null, group.sums.views]));
  const unknown = views.get(null) ?? 0;
  const known = answer.total.views - unknown;
  return {
    buckets: Array.from({ length: 10 }, (_, tenth) => {
      const here = views.get(String(tenth)) ?? 0;
      return { from: tenth * 10, to: tenth === 9 ? 100 : tenth * 10 + 9, views: here, share: shareOf(here, known) };
    }),
    known,
    unknown,
  };
}
