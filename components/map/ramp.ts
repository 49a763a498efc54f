import type { MetricKind } from "@/lib/reports/rates";

/** Steps of the ramp, lightest first; the tokens are in app/globals.css. */
export const RAMP = ["var(--ramp-1)", "var(--ramp-2)", "var(--ramp-3)", "var(--ramp-4)", "var(--ramp-5)"];

const PERCENT = [20, 40, 60, 80];

/**
 * Where one colour ends and the next begins, ascending: fifths of a percentage; for counts, whole numbers of one, two or
 * five times a power of ten, so that each step stands for about as many times more.
 */
export function breaksOf(kind: MetricKind, values: number[]): number[] {
  if (kind === "percent") return PERCENT;
  const most = Math.max(0, ...values);
  if (most < RAMP.length) return Array.from({ length: Math.max(0, Math.floor(most) - 1) }, (_, index) => index + 2);
  const found = new Set<number>();
  for (let step = 1; step < RAMP.length; step++) found.add(handy(most ** (step / RAMP.length)));
  return [...found].filter((value) => value > 1 && value <= most).sort((a, b) => a - b);
}

function handy(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
}

/** The step of a value: how many breaks it has reached. */
export function stepOf(value: number, breaks: number[]): number {
  return breaks.filter((limit) => value >= limit).length;
}
