import type { Distribution } from "@/lib/reports/distribution";
import type { Formats } from "../format/formats";

interface Props {
  caption: string;
  distribution: Distribution;
  unknownReason: string;
  formats: Formats;
}

/** The columns' figures for those who do not see them. */
export function DistributionTable({ caption, distribution, unknownReason, formats }: Props) {
  return (
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Percent</th>
            <th scope="col">Views</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {distribution.buckets.map((bucket) => (
            <tr key={bucket.from}>
              <th scope="row">{`${bucket.from} to ${bucket.to}`}</th>
              <td>{formats.exact(bucket.views)}</td>
              <td>{bucket.share !== null && formats.percent(bucket.share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">unknown: {unknownReason}</th>
            <td>{formats.exact(distribution.unknown)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}
