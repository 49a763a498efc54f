/** One measured figure beside its goal, as `--json` writes it. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  goal: number;
  better: "lower" | "higher";
  met: boolean;
  note: string;
}

export interface Bench {
  name: string;
  /** Several figures of one run, so that their ratios hold whatever else the machine does */
  run(): Promise<Figure[]>;
}

export function figure(
  name: string,
  value: number,
  unit: string,
  better: Figure["better"],
  goal: number,
  note: string,
): Figure {
  const rounded = Number(value.toPrecision(3));
  return { name, value: rounded, unit, goal, better, met: better === "lower" ? value <= goal : value >= goal, note };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
