import type { Distribution } from "@/lib/reports/distribution";
import { ChartCard } from "../charts/chart-card";
import type { ReportFiles } from "../exports/files";
import type { Formats } from "../format/formats";
import { DistributionColumns } from "./distribution-columns";
import { DistributionTable } from "./distribution-table";

interface Props {
  title: string;
  /** Of the chart; one on a page */
  name: string;
  definition: string;
  distribution: Distribution;
  /** Why a view may not tell */
  unknownReason: string;
  /** The page with only the views of a tenth */
  filterHref: (range: string) => string;
  files: ReportFiles;
  formats: Formats;
  className?: string;
}

/** Ten columns of a tenth each, with n and the unknown beside them. */
export function DistributionPanel({ title, distribution, unknownReason, ...props }: Props) {
  const { filterHref, formats, ...card } = props;
  const { buckets, known, unknown } = distribution;
  return (
    <ChartCard
      title={title}
      height="h-48"
      legend={
        <p className="flex flex-wrap gap-x-4 px-4 pb-2 text-faint text-xs tabular-nums">
          <span>n = {formats.exact(known)}</span>
          <span title={unknownReason}>{formats.exact(unknown)} unknown</span>
        </p>
      }
      chart={<DistributionColumns {...{ buckets, filterHref, formats }} />}
      table={
        <DistributionTable
          caption={`${title}: views by tenth`}
          {...{ distribution, unknownReason, filterHref, formats }}
        />
      }
      {...card}
    />
  );
}
