import type { GroupAnswer, GroupQuery, Selection } from "../query/query";

export const WEEKDAYS = 7;
export const HOURS = 24;

/** When people watch: views by weekday and hour of the reporting zone's clocks. */
export interface Rhythm {
  /** Views; seven rows from Monday, of 24 hours each */
  cells: number[][];
  /** Views of each weekday */
  weekdays: number[];
  /** The most that a cell has */
  most: number;
  /** Where they are, weekday from 0 = Monday; null: there is no view, or more than one such cell */
  busiest: { weekday: number; hour: number } | null;
}

export const rhythmQuery = (selection: Selection): GroupQuery => ({
  kind: "groups",
  ...selection,
  by: ["weekday", "hour"],
  metrics: [],
});

export function rhythmOf(answer: GroupAnswer): Rhythm {
  const cells = Array.from({ length: WEEKDAYS }, () => new Array<number>(HOURS).fill(0));
  for (const { keys, sums } of answer.groups) {
    const row = cells[Number(keys[0]) - 1];
    if (row) row[Number(keys[1])] = sums.views;
  }
  const most = Math.max(...cells.flat());
  const top = cells.flatMap((row, weekday) => row.flatMap((views, hour) => (views === most ? { weekday, hour } : [])));
  return {
    cells,
    weekdays: cells.map((row) => row.reduce((sum, views) => sum + views, 0)),
    most,
    busiest: most > 0 && top.length === 1 ? (top[0] ?? null) : null,
  };
}
