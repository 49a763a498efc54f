"use client";

import { Area, CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from "recharts";
import type { ReachPoint } from "@/lib/reports/reach";
import { type Formats, formats as formatsOf } from "../format/formats";
import { REACH_WORDS } from "../words";

interface Props {
  points: ReachPoint[];
  locale: string;
  zone: string;
}

const AXIS = { fontSize: 12, fill: "var(--faint)" } as const;

/** How far views got: a falling area from 100 %, over the band in which similar videos usually lie. */
export default function ReachChart({ points, locale, zone }: Props) {
  const formats = formatsOf(locale, zone);
  const data = points.map(({ typical, ...point }) => ({ ...point, band: typical && [typical.low, typical.high] }));
  return (
    <ComposedChart responsive width="100%" height="100%" data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="second"
        type="number"
        domain={[0, "dataMax"]}
        tickFormatter={(second: number) => formats.clock(second)}
        tick={AXIS}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        minTickGap={32}
        tickMargin={8}
        height={28}
      />
      <YAxis
        width={44}
        domain={[0, 100]}
        ticks={[0, 25, 50, 75, 100]}
        tickFormatter={(value: number) => formats.percent(value)}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
      />
      <Tooltip
        content={<ReachTooltip formats={formats} />}
        cursor={{ stroke: "var(--control)", strokeWidth: 1 }}
        isAnimationActive={false}
      />
      <Area
        dataKey="band"
        type="linear"
        stroke="none"
        fill="var(--control)"
        fillOpacity={0.22}
        activeDot={false}
        isAnimationActive={false}
      />
      <Area
        dataKey="share"
        type="linear"
        stroke="var(--series-1)"
        strokeWidth={2.5}
        fill="var(--series-1)"
        fillOpacity={0.12}
        activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: "var(--series-1)" }}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
}

interface TooltipProps {
  formats: Formats;
  /** Given by recharts */
  active?: boolean;
  payload?: readonly { payload?: { second: number; share: number; band: [number, number] | null } }[];
}

function ReachTooltip({ formats, active, payload }: TooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded border bg-raised px-3 py-2 text-sm tabular-nums shadow-lg">
      <p className="font-medium">
        {REACH_WORDS.reached} {formats.clock(point.second)}: {formats.precisePercent(point.share)}
      </p>
      {point.band && (
        <p className="text-muted">
          {REACH_WORDS.typical}: {formats.percent(point.band[0])} – {formats.percent(point.band[1])}
        </p>
      )}
    </div>
  );
}
