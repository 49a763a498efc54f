"use client";

import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { Series } from "@/lib/reports/series";
import { formats as formatsOf } from "../format/formats";
import { BEST_WORDS } from "../words";
import { countTicks } from "./count-ticks";
import { Columns, EndLabels, NotableDots, Stretch } from "./series-marks";
import { SeriesTooltip } from "./series-tooltip";

export interface SeriesChartProps {
  series: Series;
  locale: string;
  zone: string;
}

const AXIS = { fontSize: 12, fill: "var(--faint)" } as const;
const HATCH = "partial-hatch";
/** With fewer buckets the last step would be most of the picture. */
const HATCHED_FROM = 4;
/** So few buckets with views are columns: a line would be all slopes between nothing and something. */
const COLUMNS_UP_TO = 3;
/** Beside the first and the last of them, pixels */
const COLUMN_ROOM = 24;
/** For the lines' names where they end; a phone has no room for them. */
const MARGIN = { narrow: 16, wide: 64 };

/** Views as an area, viewers as a line, the compared period dashed; a bucket that still grows is hatched. */
export default function SeriesChart({ series, locale, zone }: SeriesChartProps) {
  const { points, notable, interval } = series;
  const formats = formatsOf(locale, zone);
  const [last, beforeLast] = [points.at(-1), points.at(-2)];
  const ticks = countTicks(Math.max(0, ...points.flatMap(({ views, previous }) => [views, previous?.views ?? 0])));
  const asColumns = points.filter(({ views }) => views > 0).length <= COLUMNS_UP_TO;
  // Where every view has a viewer of its own, a second line would only blur the first.
  const same = points.every(({ views, viewers }) => views === viewers);
  const isNarrow = window.matchMedia("(width < 40rem)").matches;
  return (
    <ComposedChart
      responsive
      width="100%"
      height="100%"
      data={points}
      margin={{ top: 24, right: isNarrow || asColumns ? MARGIN.narrow : MARGIN.wide, bottom: 0, left: 0 }}
    >
      <defs>
        <linearGradient id="views-fill" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--series-1)" stopOpacity={0.36} />
          <stop offset="1" stopColor="var(--series-1)" stopOpacity={0.08} />
        </linearGradient>
        <pattern id={HATCH} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--control)" strokeWidth="1" strokeOpacity="0.55" />
        </pattern>
      </defs>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="label"
        tickFormatter={(label: string) => formats.bucket(label, "axis")}
        tick={AXIS}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        minTickGap={28}
        tickMargin={8}
        height={28}
        padding={asColumns ? { left: COLUMN_ROOM, right: COLUMN_ROOM } : undefined}
      />
      <YAxis
        width={44}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        tickFormatter={(value: number) => formats.short(value)}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
      />
      <Tooltip
        content={<SeriesTooltip {...{ notable, interval, formats }} />}
        cursor={{ stroke: "var(--control)", strokeWidth: 1 }}
        isAnimationActive={false}
      />
      {last?.partial && beforeLast && points.length >= HATCHED_FROM && !asColumns && (
        <Stretch from={beforeLast.label} until={last.label} fill={`url(#${HATCH})`} />
      )}
      <Line
        dataKey="previous.views"
        stroke="var(--series-1)"
        strokeOpacity={0.6}
        strokeDasharray="4 4"
        strokeWidth={1.5}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
        type="linear"
      />
      <Area
        dataKey="views"
        type="linear"
        stroke={asColumns ? "none" : "var(--series-1)"}
        strokeWidth={2.5}
        fill={asColumns ? "none" : "url(#views-fill)"}
        activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-1)" }}
        isAnimationActive={false}
      />
      {asColumns && <Columns points={points} />}
      {!same && (
        <Line
          dataKey="viewers"
          type="linear"
          stroke={asColumns ? "none" : "var(--series-2)"}
          // Narrower and above: where both are equal, both show.
          strokeWidth={1.5}
          dot={asColumns && { r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-2)", opacity: 1 }}
          activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-2)" }}
          isAnimationActive={false}
        />
      )}
      {!asColumns && last && <EndLabels views={last.views} viewers={same ? null : last.viewers} />}
      <NotableDots notable={notable} word={(views) => `${BEST_WORDS[interval]}: ${formats.exact(views)}`} />
    </ComposedChart>
  );
}
