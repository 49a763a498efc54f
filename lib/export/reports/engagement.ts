import { batchOf } from "../../reports/batch";
import { countsBy, type Distribution, distributionOf } from "../../reports/distribution";
import type { MetricName } from "../../reports/rates";
import { selectionOf } from "../../reports/selection";
import { wholeTable } from "../report";

interface Bucket {
  metric: MetricName;
  /** Percent, both included; null: views that do not tell */
  from: number | null;
  to: number | null;
  views: number;
}

/** How many views lie in which tenth of each percentage, and how many do not tell. */
export const engagementExport = wholeTable<Bucket>({
  async read(ctx, page) {
    const selected = selectionOf(ctx, page);
    const { answers } = await ctx.store.run(
      batchOf(ctx, [
        countsBy(selected, "percentage"),
        countsBy(selected, "participation"),
        countsBy(selected, "correctness"),
      ]),
    );
    const [watched, participation, correctness] = answers;
    return [
      ...bucketsOf("average_watched", distributionOf(watched)),
      ...bucketsOf("participation", distributionOf(participation)),
      ...bucketsOf("correctness", distributionOf(correctness)),
    ];
  },
  columns: {
    metric: ({ metric }) => metric,
    bucket_from: ({ from }) => from,
    bucket_to: ({ to }) => to,
    views: ({ views }) => views,
  },
});

const bucketsOf = (metric: MetricName, { buckets, unknown }: Distribution): Bucket[] => [
  ...buckets.map(({ from, to, views }) => ({ metric, from, to, views })),
  { metric, from: null, to: null, views: unknown },
];
