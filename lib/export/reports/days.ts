import { type Course, course } from "../../reports/course";
import { METRICS } from "../../reports/rates";
import { metricCell } from "../metric-cells";
import { wholeTable } from "../report";

type Bucket = Course["buckets"][number];

/** The overview's course: days unless the address asks for weeks or months, which are named by their first day. */
export const daysExport = wholeTable<Bucket>({
  read: async (ctx, page) => (await course(ctx, { ...page, interval: page.interval ?? "day" })).buckets,
  columns: {
    date: ({ label }) => (label.length === "YYYY-MM".length ? `${label}-01` : label),
    ...Object.fromEntries(METRICS.map((name) => [name, ({ figures }: Bucket) => metricCell(figures, name)])),
  },
});
