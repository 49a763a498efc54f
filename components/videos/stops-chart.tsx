import type { Stops } from "@/lib/reports/stops";
import type { Formats } from "../format/formats";
import { REACH_WORDS } from "../words";
import { stretchWord } from "./stretch-word";

/** Of the height, in percent: where columns begin and end; above them a label, below them the seconds. */
const TOP = 12;
const BOTTOM = 88;
/** Of a column's width; the rest is the gap to the next */
const FILLED = 0.9;

/**
 * Columns of the views that stopped in each stretch, against the largest before the end. The end's own would make these
 * flat: where it is larger it is drawn broken, with its share above it.
 */
export function StopsChart({ stops: { buckets, dropOffs, toEnd }, formats }: { stops: Stops; formats: Formats }) {
  const most = Math.max(1, ...buckets.map((bucket) => (bucket.end ? 0 : bucket.views)));
  const named = new Set(dropOffs.map(({ from }) => from));
  const width = 100 / Math.max(1, buckets.length);
  const broken = buckets.some(({ views }) => views > most);
  return (
    <svg aria-hidden="true" className="size-full overflow-visible text-xs tabular-nums">
      <g className="stroke-line">
        <line x1="0" x2="100%" y1={`${TOP}%`} y2={`${TOP}%`} />
        <line x1="0" x2="100%" y1={`${BOTTOM}%`} y2={`${BOTTOM}%`} />
      </g>
      {buckets.map((bucket, index) => {
        const height = Math.min(1, bucket.views / most) * (BOTTOM - TOP);
        const x = index * width;
        return (
          <g key={bucket.from}>
            <rect
              x={`${x}%`}
              y={`${BOTTOM - height}%`}
              width={`${width * FILLED}%`}
              height={`${height}%`}
              className={bucket.end ? "fill-good" : named.has(bucket.from) ? "fill-series-2" : "fill-bar-edge"}
            />
            {bucket.views > most && (
              <line
                data-broken
                x1={`${x}%`}
                x2={`${x + width}%`}
                y1={`${TOP + 16}%`}
                y2={`${TOP + 12}%`}
                strokeWidth="4"
                className="stroke-surface"
              />
            )}
            {/* As high as the chart, so that a low column is found by the pointer too. */}
            <rect
              x={`${x}%`}
              y={`${TOP}%`}
              width={`${width}%`}
              height={`${BOTTOM - TOP}%`}
              className="fill-transparent"
            >
              <title>
                {`${REACH_WORDS.stopped} at ${stretchWord(bucket, formats)}: ${formats.exact(bucket.views)} views, ${formats.percent(bucket.share)}`}
              </title>
            </rect>
          </g>
        );
      })}
      <g className="fill-faint">
        <text x="0" y={`${TOP}%`} dy="-5">
          {formats.exact(most)}
        </text>
        <text x="0" y="100%" dy="-6">
          {formats.clock(0)}
        </text>
        <text x="100%" y="100%" dy="-6" textAnchor="end">
          {formats.clock(buckets.at(-1)?.from ?? 0)}
        </text>
      </g>
      {broken && (
        <text x="100%" y={`${TOP}%`} dy="-5" textAnchor="end" className="fill-good font-medium">
          {formats.percent(toEnd.share)}
        </text>
      )}
    </svg>
  );
}
