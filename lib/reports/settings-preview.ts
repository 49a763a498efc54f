import { dayAt, formatDay, startOfDay } from "../query/calendar";
import type { PageFilters } from "../query/filters";
import type { GroupQuery } from "../query/query";
import type { Settings } from "../settings";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { figuresOf, sumsFor } from "./rates";
import { ALWAYS, selectionOf } from "./selection";
import { TAGS, type Tag } from "./tags";

/** What decides the figures of the last 30 days. */
export type Deciding = Pick<Settings, "reportingZone" | "completionThreshold">;

interface Told {
  views: number;
  /** Percent; null: no view tells */
  completion: number | null;
  /** YYYY-MM-DD in its zone, and the ISO instant at which that day began */
  today: string;
  todayBegan: string;
}

export interface SettingsPreview {
  before: Told;
  after: Told;
}

const LAST_30_DAYS: PageFilters = {
  ...{ period: "30d", compare: "none", filters: [], page: 1, pageSize: 1, bom: false },
};

/** The last 30 days as they are, and as they would be under other settings. */
export async function settingsPreview(ctx: ReportContext, change: Deciding): Promise<SettingsPreview> {
  const [before, after] = await Promise.all([told(ctx), told({ ...ctx, settings: { ...ctx.settings, ...change } })]);
  return { before, after };
}

async function told(ctx: ReportContext): Promise<Told> {
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...selectionOf(ctx, LAST_30_DAYS),
        by: [],
        metrics: sumsFor(["completion"]),
      } satisfies GroupQuery,
    ]),
  );
  const [{ total }] = answers;
  const { reportingZone: zone } = ctx.settings;
  const today = dayAt(ctx.now.getTime(), zone);
  return {
    views: total.views,
    completion: figuresOf(total).completion.value,
    today: formatDay(today),
    todayBegan: new Date(startOfDay(today, zone)).toISOString(),
  };
}

const EXAMPLES = 3;

/** The values of each tag that most views ever carry: what it is used for. */
export async function tagExamples(ctx: ReportContext): Promise<Record<Tag, string[]>> {
  const { answers } = await ctx.store.run(
    batchOf(
      ctx,
      TAGS.map(
        (tag): GroupQuery => ({
          kind: "groups",
          ...ALWAYS,
          filters: [{ dimension: tag, include: [], exclude: [null] }],
          by: [tag],
          metrics: [],
          order: { by: "views", descending: true },
          limit: EXAMPLES,
        }),
      ),
    ),
  );
  const valuesOf = (i: number) => {
    const answer = answers[i];
    return answer?.kind === "groups" ? answer.groups.flatMap(({ keys }) => keys[0] ?? []) : [];
  };
  return Object.fromEntries(TAGS.map((tag, i) => [tag, valuesOf(i)])) as Record<Tag, string[]>;
}
