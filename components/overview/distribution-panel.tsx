import type { ReactNode } from "react";
import type { Distribution } from "@/lib/reports/distribution";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { countWord } from "../words";
import { DistributionTable } from "./distribution-table";

interface Props {
  title: string;
  definition: string;
  distribution: Distribution;
  /** Why a view may not tell */
  unknownReason: string;
  /** The page with only the views of a tenth */
  filterHref: (range: string) => string;
  formats: Formats;
  /** In its corner */
  menu?: ReactNode;
  className?: string;
}

/** Ten columns of a tenth each, from zero, with n and the unknown beside them. */
export function DistributionPanel({ title, definition, distribution, unknownReason, ...props }: Props) {
  const { filterHref, formats, menu, className } = props;
  const { buckets, known, unknown } = distribution;
  const most = Math.max(1, ...buckets.map((bucket) => bucket.views));
  return (
    <Card className={className}>
      <CardHeader title={title} definition={<Definition of={title}>{definition}</Definition>} menu={menu}>
        <p className="text-faint text-xs tabular-nums">
          n = {formats.exact(known)} · <span title={unknownReason}>{formats.exact(unknown)} unknown</span>
        </p>
      </CardHeader>
      <div className="px-4 pb-3">
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
      <DistributionTable caption={`${title}: views by tenth`} {...{ distribution, unknownReason, formats }} />
    </Card>
  );
}
