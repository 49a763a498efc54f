import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { UNKNOWN_REASONS } from "../words";

/** How much of the video a view saw: a bar from 0 to 100 with its figure. */
export function WatchedBar({ percentage, formats }: { percentage: number | null; formats: Formats }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-bar-edge" style={{ width: `${percentage ?? 0}%` }} />
      </span>
      <span className="w-10 text-right tabular-nums">
        <Figure kind="percent" value={percentage} reason={UNKNOWN_REASONS.average_watched} formats={formats} />
      </span>
    </span>
  );
}
