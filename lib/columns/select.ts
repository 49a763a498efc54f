import type { Filter, Selection } from "../query/query";
import type { ColumnTable } from "./table";

/** The rows that a Selection means, ascending by row number. */
export function select(table: ColumnTable, selection: Selection): Uint32Array {
  const { rows } = table;
  const from = selection.from ?? Number.NEGATIVE_INFINITY;
  const until = selection.until ?? Number.POSITIVE_INFINITY;
  const times = table.occurredAt.data;
  const alive = table.alive.data;
  const found = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const at = times[row] as number;
    if (alive[row] === 1 && at >= from && at < until) found[count++] = row;
  }
  for (const filter of selection.filters)
    count = keep(found, count, table.codes[filter.dimension].data, allowed(table, filter));
  if (selection.search)
    count = search(table, found, count, selection.search.toLowerCase(), selection.searchPeople === true);
  return found.subarray(0, count);
}

/** 1 for each code of the dimension that passes the filter. */
function allowed(table: ColumnTable, { dimension, include, exclude }: Filter): Uint8Array {
  const dictionary = table.dictionaries[dimension];
  const passes = new Uint8Array(dictionary.size).fill(include.length === 0 ? 1 : 0);
  for (const [values, pass] of [
    [include, 1],
    [exclude, 0],
  ] as const)
    for (const value of values) {
      const code = dictionary.find(value);
      if (code !== undefined) passes[code] = pass;
    }
  return passes;
}

function keep(found: Uint32Array, count: number, codes: Uint32Array, passes: Uint8Array): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = found[i] as number;
    if (passes[codes[row] as number] === 1) found[kept++] = row;
  }
  return kept;
}

function search(table: ColumnTable, found: Uint32Array, count: number, wanted: string, people: boolean): number {
  const matching = (values: (string | null)[], texts: (value: string) => (string | null | undefined)[]) =>
    Uint8Array.from(values, (value) =>
      value !== null && texts(value).some((text) => text?.toLowerCase().includes(wanted)) ? 1 : 0,
    );
  const videos = matching(table.dictionaries.video.values, (id) => [table.titles.get(id)]);
  const viewers = people
    ? matching(table.dictionaries.viewer.values, (key) => {
        const names = table.viewerNames.get(key);
        return [names?.name, names?.email];
      })
    : new Uint8Array(table.dictionaries.viewer.size);
  const [video, viewer] = [table.codes.video.data, table.codes.viewer.data];
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = found[i] as number;
    if (videos[video[row] as number] === 1 || viewers[viewer[row] as number] === 1) found[kept++] = row;
  }
  return kept;
}
