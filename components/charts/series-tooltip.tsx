import type { Series, SeriesPoint } from "@/lib/reports/series";
import type { Formats } from "../format/formats";
import { notableWord, SERIES_WORDS } from "../words";

interface Props extends Pick<Series, "notable" | "interval"> {
  formats: Formats;
  /** Given by recharts */
  active?: boolean;
  payload?: readonly { payload?: SeriesPoint }[];
}

const ROWS = [
  { key: "views", mark: "bg-series-1" },
  { key: "viewers", mark: "bg-series-2" },
] as const;

/** The exact figures of one bucket and of what it is compared with. */
export function SeriesTooltip({ notable, interval, formats, active, payload }: Props) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { previous } = point;
  const standsOut = notable.find(({ label }) => label === point.label);
  return (
    <div className="rounded border bg-raised px-3 py-2 text-sm shadow-lg">
      <p className="font-medium">
        {formats.bucket(point.label, "full")}
        {point.partial && <span className="text-faint"> · {SERIES_WORDS.partial}</span>}
      </p>
      {standsOut && <p className="text-muted">{notableWord(standsOut, interval, formats)}</p>}
      <table className="mt-1">
        <tbody>
          {ROWS.map(({ key, mark }) => (
            <tr key={key}>
              <th scope="row" className="pr-4 text-left font-normal text-muted">
                <span aria-hidden className={`mr-2 inline-block size-2 rounded-full ${mark}`} />
                {SERIES_WORDS[key]}
              </th>
              <td className="text-right font-medium tabular-nums">{formats.exact(point[key])}</td>
              {previous && (
                <td className="pl-3 text-right text-faint tabular-nums">vs {formats.exact(previous[key])}</td>
              )}
              {previous && (
                <td className="pl-3 text-right text-muted tabular-nums">
                  {previous[key] > 0 && formats.signedPercent((100 * (point[key] - previous[key])) / previous[key])}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {previous && <p className="mt-1 text-faint text-xs">vs {formats.bucket(previous.label, "full")}</p>}
    </div>
  );
}
