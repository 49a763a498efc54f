"use client";

import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import type { CoursePoint } from "@/lib/reports/deliveries-course";
import { bucketWord, OUTCOME_COLOURS, OUTCOME_WORDS, spanWord } from "../deliveries/words";
import { type Formats, formats as formatsOf } from "../format/formats";
import { SERIES_WORDS } from "../words";
import { countTicks } from "./count-ticks";

interface Props {
  points: CoursePoint[];
  locale: string;
  zone: string;
}

const AXIS = { fontSize: 12, fill: "var(--faint)" } as const;
const OUTCOMES = ["applied", "duplicate", "stale", "quarantined"] as const;

/** What came in each span, stacked by what became of it. */
export default function DeliveriesChart({ points, locale, zone }: Props) {
  const formats = formatsOf(locale, zone);
  const ticks = countTicks(
    Math.max(0, ...points.map(({ outcomes }) => OUTCOMES.reduce((sum, one) => sum + outcomes[one], 0))),
  );
  return (
    <BarChart
      responsive
      width="100%"
      height="100%"
      data={points}
      margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
      barCategoryGap="18%"
      maxBarSize={36}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="label"
        tickFormatter={(label: string) => bucketWord(label, "axis", formats)}
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
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
      />
      <Tooltip
        content={<DeliveriesTooltip formats={formats} />}
        cursor={{ fill: "var(--sunken)" }}
        isAnimationActive={false}
      />
      {OUTCOMES.map((outcome) => (
        <Bar
          key={outcome}
          dataKey={`outcomes.${outcome}`}
          stackId="outcomes"
          fill={OUTCOME_COLOURS[outcome]}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
}

interface TooltipProps {
  formats: Formats;
  /** Given by recharts */
  active?: boolean;
  payload?: readonly { payload?: CoursePoint }[];
}

function DeliveriesTooltip({ formats, active, payload }: TooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded border bg-raised px-3 py-2 text-sm shadow-lg">
      <p className="font-medium">
        {bucketWord(point.label, "full", formats)}
        {point.partial && <span className="text-faint"> · {SERIES_WORDS.partial}</span>}
      </p>
      <table className="mt-1">
        <tbody>
          {OUTCOMES.map((outcome) => (
            <tr key={outcome}>
              <th scope="row" className="pr-4 text-left font-normal text-muted">
                <span
                  aria-hidden
                  className="mr-2 inline-block size-2 rounded-full"
                  style={{ background: OUTCOME_COLOURS[outcome] }}
                />
                {OUTCOME_WORDS[outcome]}
              </th>
              <td className="text-right font-medium tabular-nums">{formats.exact(point.outcomes[outcome])}</td>
            </tr>
          ))}
          {point.refused > 0 && (
            <tr>
              <th scope="row" className="pr-4 pl-4 text-left font-normal text-muted">
                Refused
              </th>
              <td className="text-right font-medium tabular-nums">{formats.exact(point.refused)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {point.p50 !== null && point.p95 !== null && (
        <p className="mt-1 text-faint text-xs">
          Delay {spanWord(point.p50, formats)}, 95% within {spanWord(point.p95, formats)}
        </p>
      )}
    </div>
  );
}
