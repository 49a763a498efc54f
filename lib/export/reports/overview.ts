import { course } from "../../reports/course";
import type { MetricCard } from "../../reports/metric-cards";
import { wholeTable } from "../report";

/** The overview's cards: each figure beside the compared period's. */
export const overviewExport = wholeTable<MetricCard>({
  read: async (ctx, page) => (await course(ctx, page)).cards,
  columns: {
    metric: ({ name }) => name,
    value: ({ value }) => value,
    previous: ({ previous }) => previous,
    change: ({ change }) => change,
  },
});
