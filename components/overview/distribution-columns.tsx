import type { Distribution } from "@/lib/reports/distribution";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";
import { countWord } from "../words";

interface Props {
  buckets: Distribution["buckets"];
  /** The page with only the views of a tenth */
  filterHref: (range: string) => string;
  formats: Formats;
}

/** From zero; above each its share. */
export function DistributionColumns({ buckets, filterHref, formats }: Props) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.views));
  return (
    <div data-boxes className="px-1">
      <div className="flex h-36 items-end gap-1 border-b">
        {buckets.map(({ from, to, views, share }) => {
          const word = `${from}–${to} %: ${countWord(views, "view", formats)}`;
          if (views === 0) return <span key={from} title={word} className="h-full min-w-0 flex-1" />;
          return (
            <Link
              key={from}
              href={filterHref(`${from}-${to}`)}
              scroll={false}
              prefetch={false}
              className="group/bar flex h-full min-w-0 flex-1 flex-col justify-end rounded-t-sm"
              title={word}
              aria-label={`Only ${word}`}
            >
              <span className="text-center text-muted text-xs tabular-nums">
                {share !== null && formats.wholePercent(share)}
              </span>
              <span
                className="rounded-t-sm bg-bar-edge group-hover/bar:bg-series-1"
                style={{ height: `${((100 * views) / most) * 0.85}%` }}
              />
            </Link>
          );
        })}
      </div>
      {/* Bounds stand under the edges: 0–9 is between 0 and 10, 90–100 between 90 and 100. */}
      <div aria-hidden className="flex justify-between pt-1 text-faint text-xs tabular-nums">
        {[...buckets.map(({ from }) => from), 100].map((edge) => (
          <span key={edge} className="flex w-0 justify-center">
            {edge}
          </span>
        ))}
      </div>
      <p aria-hidden className="text-center text-faint text-xs">
        percent
      </p>
    </div>
  );
}
