"use client";

import { CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import { type Formats, formats as formatsOf } from "../format/formats";
import { SERIES_WORDS } from "../words";

export interface LinesChartProps {
  /** YYYY-MM-DD, the Monday of a week, or YYYY-MM */
  labels: string[];
  /** The last bucket still grows */
  partial: boolean;
  /** Counts from zero, or percent from 0 to 100 */
  kind: "count" | "percent";
  /** `colour` is a CSS colour; a null is a gap */
  lines: { word: string; colour: string; dashed: boolean; values: (number | null)[] }[];
  locale: string;
  zone: string;
}

const AXIS = { fontSize: 12, fill: "var(--faint)" } as const;

/** Several figures over time, a line each. */
export default function LinesChart({ labels, partial, kind, lines, locale, zone }: LinesChartProps) {
  const formats = formatsOf(locale, zone);
  const data = labels.map((label, index) => ({ label, values: lines.map(({ values }) => values[index] ?? null) }));
  return (
    <ComposedChart responsive width="100%" height="100%" data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
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
        tickFormatter={(value: number) => (kind === "percent" ? formats.percent(value) : formats.short(value))}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
        domain={kind === "percent" ? [0, 100] : [0, "auto"]}
        ticks={kind === "percent" ? [0, 25, 50, 75, 100] : undefined}
      />
      <Tooltip
        content={<LinesTooltip {...{ lines, kind, formats }} partialLabel={partial ? labels.at(-1) : undefined} />}
        cursor={{ stroke: "var(--control)", strokeWidth: 1 }}
        isAnimationActive={false}
      />
      {lines.map(({ word, colour, dashed }, index) => (
        <Line
          key={word}
          dataKey={(row: { values: (number | null)[] }) => row.values[index]}
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={dashed ? "5 4" : undefined}
          dot={labels.length === 1 && { r: 4 }}
          activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2, fill: colour }}
          isAnimationActive={false}
          type="linear"
        />
      ))}
    </ComposedChart>
  );
}

interface TooltipProps extends Pick<LinesChartProps, "lines" | "kind"> {
  formats: Formats;
  partialLabel?: string;
  /** Given by recharts */
  active?: boolean;
  payload?: readonly { payload?: { label: string; values: (number | null)[] } }[];
}

function LinesTooltip({ lines, kind, formats, partialLabel, active, payload }: TooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded border bg-raised px-3 py-2 text-sm shadow-lg">
      <p className="font-medium">
        {formats.bucket(point.label, "full")}
        {point.label === partialLabel && <span className="text-faint"> · {SERIES_WORDS.partial}</span>}
      </p>
      <table className="mt-1">
        <tbody>
          {lines.map(({ word, colour }, index) => (
            <tr key={word}>
              <th scope="row" className="max-w-56 truncate pr-4 text-left font-normal text-muted">
                <span
                  aria-hidden
                  className="mr-2 inline-block size-2 rounded-full"
                  style={{ backgroundColor: colour }}
                />
                {word}
              </th>
              <td className="text-right font-medium tabular-nums">
                <Value value={point.values[index] ?? null} kind={kind} formats={formats} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value, kind, formats }: { value: number | null; kind: LinesChartProps["kind"]; formats: Formats }) {
  if (value === null) return <span className="text-faint">–</span>;
  return kind === "percent" ? formats.precisePercent(value) : formats.exact(value);
}
