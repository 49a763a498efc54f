import type { ReactNode } from "react";
import type { Stops } from "@/lib/reports/stops";
import { ChartCard } from "../charts/chart-card";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { StopsChart } from "./stops-chart";
import { stretchWord } from "./stretch-word";

interface Props {
  stops: Stops;
  definition: string;
  formats: Formats;
  className?: string;
}

/** Where views stopped, with the stretches that lost most named. */
export function StopsPanel({ stops, definition, formats, className }: Props) {
  return (
    <ChartCard
      title="Where they stopped"
      name="stops"
      definition={definition}
      className={className}
      height="h-48"
      legend={<Named {...{ stops, formats }} />}
      chart={
        stops.buckets.length === 0 ? (
          <p className="grid h-full place-items-center text-muted">No view tells where it stopped.</p>
        ) : (
          <div className="h-full px-1">
            <StopsChart {...{ stops, formats }} />
          </div>
        )
      }
      table={
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Where views stopped</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              <Th>Stretch</Th>
              <Th numeric>Views</Th>
              <Th numeric>Share</Th>
            </tr>
          </thead>
          <tbody>
            {stops.buckets.map((bucket) => (
              <tr key={bucket.from}>
                <th scope="row" className="py-1.5 pl-4 text-left font-normal tabular-nums">
                  {stretchWord(bucket, formats)}
                </th>
                <Td numeric>{formats.exact(bucket.views)}</Td>
                <Td numeric>{formats.percent(bucket.share)}</Td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

/** The largest drop-offs by name, those who saw the end, and of how many. */
function Named({ stops: { dropOffs, toEnd, known, unknown }, formats }: Pick<Props, "stops" | "formats">) {
  return (
    <>
      <ol aria-label="Largest drop-offs" className="grid gap-1 px-4 text-sm">
        {dropOffs.map((bucket) => (
          <Share key={bucket.from} {...bucket} formats={formats} colour="bg-series-2">
            Dropped off at {stretchWord(bucket, formats)}
          </Share>
        ))}
        {dropOffs.length === 0 && <li className="text-muted">No stretch stands out before the end.</li>}
        <Share {...toEnd} formats={formats} colour="bg-good">
          Saw it to the end
        </Share>
      </ol>
      <p className="px-4 pt-1 pb-2 text-faint text-xs tabular-nums">
        n = {formats.exact(known)} ·{" "}
        <span title="The sender did not say where they stopped">{formats.exact(unknown)} unknown</span>
      </p>
    </>
  );
}

interface ShareProps {
  share: number;
  views: number;
  colour: string;
  formats: Formats;
  children: ReactNode;
}

function Share({ share, views, colour, formats, children }: ShareProps) {
  return (
    <li className="flex justify-between gap-2 tabular-nums">
      <span>
        <span aria-hidden className={`mr-2 inline-block size-2 rounded-full ${colour}`} />
        {children}
      </span>{" "}
      <span className="text-muted">
        {formats.percent(share)} · {formats.exact(views)}
      </span>
    </li>
  );
}
