import type { ColumnStore } from "../lib/columns/store";
import type { PageFilters } from "../lib/query/filters";
import type { Batch, Filter, GroupAnswer, GroupQuery } from "../lib/query/query";
import { median, percentile, timed } from "./figure";

export const EVERYTHING = { from: null, until: null, filters: [] };

export const pageOf = (period: PageFilters["period"], filters: Filter[] = []): PageFilters => ({
  ...{ period, compare: "previous", filters, page: 1, pageSize: 20, bom: false },
});

/** The batch that the overview page asks of the store: its panels, and the same figures of the period before. */
export async function overviewBatch(store: ColumnStore, now: number, page: PageFilters): Promise<Batch> {
  const { overview } = await import("../lib/reports/overview");
  const { systemContext } = await import("../lib/reports/context");
  const asked: Batch[] = [];
  const listening: ColumnStore = {
    run: (batch) => {
      asked.push(batch as unknown as Batch);
      return store.run(batch);
    },
    status: () => store.status(),
    nudge: () => store.nudge(),
    reached: (revision) => store.reached(revision),
    close: () => store.close(),
  };
  await overview(await systemContext(new Date(now), listening), page);
  const [batch] = asked;
  if (batch === undefined) throw new Error("The overview asked nothing of the store");
  return batch;
}

export interface Times {
  median: number;
  /** As a note says them */
  note: string;
}

let questions = 0;

/** Asks a batch again and again, as another question each time: no answer comes from the store's memory of answers. */
export async function timesOf(store: ColumnStore, batch: Batch, runs: number): Promise<Times> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const another = { ...batch, completionThreshold: 90 + ++questions / 1_000 };
    const ms = await timed(() => store.run(another));
    // The first one warms up.
    if (run > 0) times.push(ms);
  }
  const whole = (ms: number) => ms.toFixed(0);
  return {
    median: median(times),
    note: `median of ${runs}; fastest ${whole(Math.min(...times))} ms, p95 ${whole(percentile(times, 0.95))} ms`,
  };
}

/** One question alone. */
export const alone = (query: Omit<GroupQuery, "kind" | keyof typeof EVERYTHING> & { filters?: Filter[] }): Batch => ({
  ...{ zone: "UTC", completionThreshold: 95, queries: [{ kind: "groups", ...EVERYTHING, ...query }] },
});

/** The values of a dimension, most viewed first. */
export async function valuesOf(store: ColumnStore, by: "video" | "tag1" | "country"): Promise<string[]> {
  const { answers } = await store.run(alone({ by: [by], metrics: [], order: { by: "views", descending: true } }));
  return (answers[0] as GroupAnswer).groups.flatMap(({ keys }) => keys[0] ?? []);
}
