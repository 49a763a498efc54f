import type { Distribution } from "@/lib/reports/distribution";
import { RowName } from "../charts/row-name";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";

interface Props {
  caption: string;
  distribution: Distribution;
  unknownReason: string;
  /** The page with only the views of a tenth */
  filterHref: (range: string) => string;
  formats: Formats;
}

/** The columns' figures; a tenth filters by itself. */
export function DistributionTable({ caption, distribution, unknownReason, filterHref, formats }: Props) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>Percent</Th>
          <Th numeric>Views</Th>
          <Th numeric>Share</Th>
        </tr>
      </thead>
      <tbody>
        {distribution.buckets.map(({ from, to, views, share }) => (
          <tr key={from} className="hover:bg-sunken">
            <th scope="row" className="py-1 pl-4 text-left font-normal tabular-nums">
              <RowName href={views > 0 ? filterHref(`${from}-${to}`) : null} scroll={false}>
                {`${from}–${to}`}
              </RowName>
            </th>
            <Td numeric>{formats.exact(views)}</Td>
            <Td numeric>{share !== null && formats.percent(share)}</Td>
          </tr>
        ))}
        <tr className="text-muted">
          <th scope="row" title={unknownReason} className="py-1 pl-4 text-left font-normal">
            unknown<span className="sr-only">: {unknownReason}</span>
          </th>
          <Td numeric>{formats.exact(distribution.unknown)}</Td>
          <Td />
        </tr>
      </tbody>
    </table>
  );
}
