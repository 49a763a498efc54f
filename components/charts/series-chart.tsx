"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { SeriesPoint } from "@/lib/reports/series";
import { formats as formatsOf } from "../format/formats";
import { SeriesTooltip } from "./series-tooltip";

export interface SeriesChartProps {
  points: SeriesPoint[];
  locale: string;
  zone: string;
}

const AXIS = { fontSize: 12, fill: "var(--faint)" } as const;
const HATCH = "partial-hatch";
/** With fewer buckets the last step would be most of the picture. */
const HATCHED_FROM = 4;

/** Views as an area, viewers as a line, the compared period dashed; a bucket that still grows is hatched. */
export default function SeriesChart({ points, locale, zone }: SeriesChartProps) {
  const formats = formatsOf(locale, zone);
  const last = points.at(-1);
  const beforeLast = points.at(-2);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={points} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
        <defs>
          <linearGradient id="views-fill" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="var(--series-1)" stopOpacity={0.22} />
            <stop offset="1" stopColor="var(--series-1)" stopOpacity={0.02} />
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
        />
        <YAxis
          width={44}
          allowDecimals={false}
          tickFormatter={(value: number) => formats.short(value)}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          domain={[0, "auto"]}
        />
        <Tooltip
          content={<SeriesTooltip formats={formats} />}
          cursor={{ stroke: "var(--control)", strokeWidth: 1 }}
          isAnimationActive={false}
        />
        {last?.partial && beforeLast && points.length >= HATCHED_FROM && (
          <ReferenceArea
            x1={beforeLast.label}
            x2={last.label}
            fill={`url(#${HATCH})`}
            fillOpacity={1}
            strokeOpacity={0}
          />
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
          stroke="var(--series-1)"
          strokeWidth={3}
          fill="url(#views-fill)"
          dot={points.length === 1 && { r: 6 }}
          activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-1)" }}
          isAnimationActive={false}
        />
        <Line
          dataKey="viewers"
          type="linear"
          stroke="var(--series-2)"
          // Narrower and above: where both are equal, both show.
          strokeWidth={1.5}
          dot={points.length === 1 && { r: 3 }}
          activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-2)" }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
