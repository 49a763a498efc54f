"use client";

import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { Series } from "@/lib/reports/series";
import { SERIES_WORDS } from "../words";

/** Under it, two labels would cover each other. */
const APART = 15;
const GAP = 8;
/** Half of what the best one's label is wide: nearer to an edge, it stands beside its dot's line instead of over it. */
const HALF_LABEL = 60;
const TEXT = { fontSize: 12, fontWeight: 500 } as const;

interface Dots {
  notable: Series["notable"];
  /** Of the best one */
  word: (views: number) => string;
}

/** A dot on what stands out, and words at the best; the others' words are in the tooltip and in the table. */
export function NotableDots({ notable, word }: Dots) {
  const [x, y, plot] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  if (!x || !y || !plot) return null;
  return notable.map(({ label, views, best }) => {
    const at = { x: x(label, { position: "middle" }) ?? 0, y: y(views) ?? 0 };
    const anchor =
      at.x < plot.x + HALF_LABEL ? "start" : at.x > plot.x + plot.width - HALF_LABEL ? "end" : ("middle" as const);
    return (
      <g key={label} pointerEvents="none">
        <circle cx={at.x} cy={at.y} r={4} fill="var(--surface)" stroke="var(--series-1)" strokeWidth={2} />
        {best && (
          <text x={at.x} y={at.y - 10} textAnchor={anchor} fill="var(--ink)" {...TEXT}>
            {word(views)}
          </text>
        )}
      </g>
    );
  });
}

const COLUMN = { most: 28, share: 0.7, least: 2, radius: 3 };

/** Views as columns. A small count still shows; none has no column. */
export function Columns({ points }: { points: Series["points"] }) {
  const [x, y, plot] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  if (!x || !y || !plot) return null;
  const width = Math.min(COLUMN.most, (COLUMN.share * plot.width) / points.length);
  const floor = plot.y + plot.height;
  return points
    .filter(({ views }) => views > 0)
    .map(({ label, views }) => {
      const height = Math.max(COLUMN.least, floor - (y(views) ?? floor));
      return (
        <rect
          key={label}
          data-column={label}
          x={(x(label) ?? 0) - width / 2}
          y={floor - height}
          width={width}
          height={height}
          rx={COLUMN.radius}
          fill="var(--series-1)"
          fillOpacity={0.8}
          pointerEvents="none"
        />
      );
    });
}

/** What lies between two buckets. */
export function Stretch({ from, until, fill }: { from: string; until: string; fill: string }) {
  const [x, plot] = [useXAxisScale(), usePlotArea()];
  if (!x || !plot) return null;
  const left = x(from) ?? plot.x;
  return <rect x={left} y={plot.y} width={(x(until) ?? left) - left} height={plot.height} fill={fill} />;
}

/** What the lines are called, where they end. */
export function EndLabels({ views, viewers }: { views: number; viewers: number | null }) {
  const [y, plot] = [useYAxisScale(), usePlotArea()];
  if (!y || !plot) return null;
  const top = y(views) ?? 0;
  const below = viewers === null ? null : (y(viewers) ?? 0);
  const near = below === null ? 0 : Math.max(0, APART - (below - top)) / 2;
  const place = { x: plot.x + plot.width + GAP, dy: "0.35em", ...TEXT };
  return (
    <g pointerEvents="none" className="max-sm:hidden">
      <text {...place} y={top - near} fill="var(--series-1)">
        {SERIES_WORDS.views}
      </text>
      {below !== null && (
        <text {...place} y={below + near} fill="var(--series-2)">
          {SERIES_WORDS.viewers}
        </text>
      )}
    </g>
  );
}
