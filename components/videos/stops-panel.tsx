import type { StopBucket, Stops } from "@/lib/reports/stops";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { REACH_WORDS } from "../words";

interface Props {
  stops: Stops;
  definition: string;
  formats: Formats;
  className?: string;
}

/** Where views stopped, with the stretches that lost most named. */
export function StopsPanel({ stops, definition, formats, className }: Props) {
  const { buckets, known, unknown, toEnd, dropOffs } = stops;
  // The end's column would make all others flat: it is drawn cut off, and its share is said.
  const most = Math.max(1, ...buckets.map((bucket) => (bucket.end ? 0 : bucket.views)));
  const named = new Set(dropOffs.map(({ from }) => from));
  const stretch = ({ from, until }: StopBucket) => `${formats.clock(from)}–${formats.clock(until)}`;
  return (
    <Card className={`flex flex-col ${className ?? ""}`}>
      <CardHeader title="Where they stopped" definition={<Definition of="Where they stopped">{definition}</Definition>}>
        <p className="text-faint text-xs tabular-nums">
          n = {formats.exact(known)} ·{" "}
          <span title="The sender did not say where they stopped">{formats.exact(unknown)} unknown</span>
        </p>
      </CardHeader>
      <ol aria-label="Largest drop-offs" className="grid gap-1 px-4 text-sm">
        {dropOffs.map((bucket) => (
          <li key={bucket.from} className="flex justify-between gap-2 tabular-nums">
            <span>
              <span aria-hidden className="mr-2 inline-block size-2 rounded-full bg-series-2" />
              Dropped off at {stretch(bucket)}
            </span>
            <span className="text-muted">
              {formats.percent(bucket.share)} · {formats.exact(bucket.views)}
            </span>
          </li>
        ))}
        {dropOffs.length === 0 && <li className="text-muted">No stretch stands out before the end.</li>}
        <li className="flex justify-between gap-2 tabular-nums">
          <span>
            <span aria-hidden className="mr-2 inline-block size-2 rounded-full bg-good" />
            Saw it to the end
          </span>
          <span className="text-muted">
            {formats.percent(toEnd.share)} · {formats.exact(toEnd.views)}
          </span>
        </li>
      </ol>
      <div aria-hidden className="mt-auto px-4 pt-3 pb-3">
        <div className="flex h-36 items-end gap-px border-b">
          {buckets.map((bucket) => (
            <span
              key={bucket.from}
              className="flex h-full min-w-0 flex-1 flex-col justify-end"
              title={`${REACH_WORDS.stopped} at ${stretch(bucket)}: ${formats.exact(bucket.views)} views, ${formats.percent(bucket.share)}`}
            >
              <span
                className={`rounded-t-xs ${bucket.end ? "bg-good" : named.has(bucket.from) ? "bg-series-2" : "bg-bar-edge"}`}
                style={{ height: `${Math.min(100, (100 * bucket.views) / most)}%` }}
              />
            </span>
          ))}
        </div>
        <div className="flex justify-between pt-1 text-faint text-xs tabular-nums">
          <span>{formats.clock(0)}</span>
          <span>{formats.clock(buckets.at(-1)?.from ?? 0)}</span>
        </div>
      </div>
      <table className="sr-only">
        <caption>Where views stopped</caption>
        <thead>
          <tr>
            <th scope="col">Stretch</th>
            <th scope="col">Views</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.from}>
              <th scope="row">{stretch(bucket)}</th>
              <td>{formats.exact(bucket.views)}</td>
              <td>{formats.percent(bucket.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
