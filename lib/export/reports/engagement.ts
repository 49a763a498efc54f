import type { Distribution } from "../../reports/distribution";
import { engagement } from "../../reports/engagement";
import { wholeTable } from "../report";

interface Bucket {
  metric: "average_watched" | "participation" | "correctness";
  /** Percent, both included; null: views that do not tell */
  from: number | null;
  to: number | null;
  views: number;
}

/** The engagement page's distributions. */
export const engagementExport = wholeTable<Bucket>({
  read: async (ctx, page) => {
    const { watched, participation, correctness } = await engagement(ctx, page);
    return [
      ...bucketsOf("average_watched", watched),
      ...bucketsOf("participation", participation),
      ...bucketsOf("correctness", correctness),
    ];
  },
  columns: {
    metric: ({ metric }) => metric,
    bucket_from: ({ from }) => from,
    bucket_to: ({ to }) => to,
    views: ({ views }) => views,
  },
});

function bucketsOf(metric: Bucket["metric"], { buckets, unknown }: Distribution): Bucket[] {
  return [...buckets.map((bucket) => ({ metric, ...bucket })), { metric, from: null, to: null, views: unknown }];
}
