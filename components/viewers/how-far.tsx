import type { HistoryView } from "@/lib/reports/viewer-history";
import { Unknown } from "../format/figure";
import type { Formats } from "../format/formats";

interface Props {
  view: Pick<HistoryView, "length" | "percentage" | "lastPoint" | "furthestPoint">;
  formats: Formats;
}

/**
 * The video from its start to its end with the furthest second that the view reached and the one where it stopped; where
 * its length or these are unknown, how much of it was watched.
 */
export function HowFar({ view: { length, percentage, lastPoint, furthestPoint }, formats }: Props) {
  const at = (second: number) => `${Math.min(100, (100 * second) / (length?.seconds ?? 1)).toFixed(1)}%`;
  const placed = length !== null && furthestPoint !== null;
  const words = [
    lastPoint !== null && `stopped at ${formats.clock(lastPoint)}`,
    furthestPoint !== null && `furthest ${formats.clock(furthestPoint)}`,
  ].filter(Boolean);
  return (
    <div className="grid gap-1">
      <div aria-hidden className="relative h-3">
        <span className="absolute inset-x-0 top-1 h-1.5 overflow-hidden rounded-full bg-sunken group-hover/row:bg-line">
          <span
            className="block h-full rounded-full bg-bar-edge"
            style={{ width: placed ? at(furthestPoint) : `${percentage ?? 0}%` }}
          />
        </span>
        {length !== null && lastPoint !== null && (
          <span
            className="-translate-x-1/2 absolute top-0 h-3.5 w-1 rounded-full bg-series-2 ring-2 ring-surface"
            style={{ left: at(lastPoint) }}
          />
        )}
      </div>
      <p className="text-muted text-xs tabular-nums">
        {words.length === 0 ? (
          <Unknown reason="The sender did not say where the view stopped" />
        ) : (
          sentence(words.join(", "))
        )}
        {placed && length.exact && ` of ${formats.clock(length.seconds)}`}
      </p>
    </div>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
