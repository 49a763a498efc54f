import { db } from "../db";
import type { Filter, GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { secondsOf } from "./reach";
import { ALWAYS } from "./selection";

export interface VideoLength {
  seconds: number;
  /** Whether the sender's API told it; else it is the furthest second that any view reached, to within STEP */
  exact: boolean;
}

const STEP = 5;

/** How long videos are; one of which nothing tells is missing. */
export async function videoLengths(ctx: ReportContext, ids: (string | null)[]): Promise<Map<string, VideoLength>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = await db().read.video.findMany({
    where: { id: { in: known }, durationSeconds: { not: null } },
    select: { id: true, durationSeconds: true },
  });
  const lengths = new Map(rows.map(({ id, durationSeconds }) => [id, { seconds: durationSeconds ?? 0, exact: true }]));
  const others = known.filter((id) => !lengths.has(id));
  if (others.length === 0) return lengths;
  const these: Filter = { dimension: "video", include: others, exclude: [] };
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...ALWAYS,
        filters: [these],
        by: ["video", "furthest_point"],
        metrics: [],
        step: STEP,
      } satisfies GroupQuery,
    ]),
  );
  for (const id of others) {
    const last = secondsOf(
      answers[0].groups.filter(({ keys }) => keys[0] === id),
      1,
    ).points.at(-1);
    if (last && last.at > 0) lengths.set(id, { seconds: last.at, exact: false });
  }
  return lengths;
}
