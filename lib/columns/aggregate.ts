import type { Sums } from "../query/query";
import { type ColumnTable, type Measure, UNKNOWN } from "./table";

/** Rows and the number of the group each belongs to, from 0. */
export interface Grouped {
  rows: Uint32Array;
  groupOf: Uint32Array;
  groups: number;
}

interface Sum {
  sum: Float64Array;
  known: Uint32Array;
}

function sumOf(table: ColumnTable, { rows, groupOf, groups }: Grouped, measure: Measure): Sum {
  const { data } = table.measures[measure];
  const sum = new Float64Array(groups);
  const known = new Uint32Array(groups);
  for (let i = 0; i < rows.length; i++) {
    const value = data[rows[i] as number] as number;
    if (value === UNKNOWN) continue;
    const group = groupOf[i] as number;
    sum[group] = (sum[group] as number) + value;
    known[group] = (known[group] as number) + 1;
  }
  return { sum, known };
}

function countsOf({ rows, groupOf, groups }: Grouped): Uint32Array {
  const counts = new Uint32Array(groups);
  for (let i = 0; i < rows.length; i++) counts[groupOf[i] as number] = (counts[groupOf[i] as number] as number) + 1;
  return counts;
}

/** Views at or over the completion threshold. */
function completedOf(table: ColumnTable, { rows, groupOf, groups }: Grouped, threshold: number): Uint32Array {
  const { data } = table.measures.percentage;
  const counts = new Uint32Array(groups);
  for (let i = 0; i < rows.length; i++)
    if ((data[rows[i] as number] as number) >= threshold)
      counts[groupOf[i] as number] = (counts[groupOf[i] as number] as number) + 1;
  return counts;
}

/** Distinct viewers of each group, exactly: rows are put in order of group, and each group stamps the viewers it has seen. */
export function viewersOf(table: ColumnTable, grouped: Grouped, counts: Uint32Array): Uint32Array {
  const { rows, groupOf, groups } = grouped;
  const viewers = table.codes.viewer.data;
  const next = new Uint32Array(groups);
  for (let group = 1; group < groups; group++)
    next[group] = (next[group - 1] as number) + (counts[group - 1] as number);
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const group = groupOf[i] as number;
    ordered[next[group] as number] = viewers[rows[i] as number] as number;
    next[group] = (next[group] as number) + 1;
  }
  const stamps = new Uint32Array(table.dictionaries.viewer.size);
  const distinct = new Uint32Array(groups);
  let at = 0;
  for (let group = 0; group < groups; group++)
    for (const end = next[group] as number; at < end; at++) {
      const viewer = ordered[at] as number;
      if (stamps[viewer] === group + 1) continue;
      stamps[viewer] = group + 1;
      distinct[group] = (distinct[group] as number) + 1;
    }
  return distinct;
}

function boundsOf(table: ColumnTable, { rows, groupOf, groups }: Grouped): [Float64Array, Float64Array] {
  const times = table.occurredAt.data;
  const first = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < rows.length; i++) {
    const at = times[rows[i] as number] as number;
    const group = groupOf[i] as number;
    if (at < (first[group] as number)) first[group] = at;
    if (at > (last[group] as number)) last[group] = at;
  }
  return [first, last];
}

/** Every group's sums, as a function of the group's number. */
export function sumsOf(
  table: ColumnTable,
  grouped: Grouped,
  options: { viewers: boolean; threshold: number },
): (group: number) => Sums {
  const counts = countsOf(grouped);
  const viewers = options.viewers ? viewersOf(table, grouped, counts) : null;
  const [elapsed, watched, percentage, participation, correctness, interactions] = (
    ["elapsed", "watched", "percentage", "participation", "correctness", "interactions"] as const
  ).map((measure) => sumOf(table, grouped, measure)) as [Sum, Sum, Sum, Sum, Sum, Sum];
  const completed = completedOf(table, grouped, options.threshold);
  const [first, last] = boundsOf(table, grouped);
  const at = (array: Float64Array | Uint32Array, group: number) => array[group] ?? 0;
  const instant = (value: number) => (Number.isFinite(value) ? value : null);
  return (group) => ({
    views: at(counts, group),
    viewers: viewers ? at(viewers, group) : 0,
    elapsedSum: at(elapsed.sum, group),
    elapsedKnown: at(elapsed.known, group),
    watchedSum: at(watched.sum, group),
    watchedKnown: at(watched.known, group),
    percentageSum: at(percentage.sum, group),
    percentageKnown: at(percentage.known, group),
    completed: at(completed, group),
    participationSum: at(participation.sum, group),
    participationKnown: at(participation.known, group),
    correctnessSum: at(correctness.sum, group),
    correctnessKnown: at(correctness.known, group),
    interactionSum: at(interactions.sum, group),
    interactionKnown: at(interactions.known, group),
    firstAt: instant(at(first, group)),
    lastAt: instant(at(last, group)),
  });
}
