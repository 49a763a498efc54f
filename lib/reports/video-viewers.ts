import type { GroupAnswer, GroupQuery, Selection } from "../query/query";
import { viewerNames } from "./named-filters";
import { type Figures, figuresOf } from "./rates";

export interface VideoViewer {
  viewer: string;
  /** null: none is known or the reader may not see it */
  name: string | null;
  figures: Figures;
  /** Percent of the best of the viewer's views; null: none tells */
  best: { average_watched: number | null; correctness: number | null };
  /** ISO instant */
  lastAt: string;
}

const SHOWN = 10;

/** Asks for the people who watched most lately. */
export const latestViewersOf = (selection: Selection): GroupQuery => ({
  kind: "groups",
  ...selection,
  by: ["viewer"],
  metrics: ["percentage", "correctness", "best", "span"],
  order: { by: "last", descending: true },
  limit: SHOWN,
});

/** The people of an answer, named where `people` may be seen. */
export async function videoViewers({ groups }: GroupAnswer, people: boolean): Promise<VideoViewer[]> {
  const names = people ? await viewerNames(groups.map(({ keys }) => keys[0] ?? null)) : new Map<string, string>();
  return groups.map(({ keys: [viewer], sums }) => ({
    viewer: viewer ?? "",
    name: names.get(viewer ?? "") ?? null,
    figures: figuresOf(sums),
    best: { average_watched: sums.bestPercentage, correctness: sums.bestCorrectness },
    lastAt: new Date(sums.lastAt ?? 0).toISOString(),
  }));
}
