import type { Json } from "../mindstamp/json";
import { Problem } from "../problem";
import { viewRows } from "./view-rows";

/** What a spreadsheet still opens; beyond, the request is refused: a column is never left out. */
const MOST_COLUMNS = 2_000;

/** Every key of these views' variables, in order of code unit. Reads them all once, since the header comes first. */
export async function variableKeys(ids: Uint8Array, signal: AbortSignal): Promise<string[]> {
  const keys = new Set<string>();
  for await (const rows of viewRows(ids, ["variables"], signal)) {
    for (const [text] of rows) for (const key of Object.keys(variablesOf(text) ?? {})) keys.add(key);
    if (keys.size > MOST_COLUMNS) throw tooMany();
  }
  return [...keys].sort();
}

/** As stored: the canonical JSON text of an object, or null. */
export function variablesOf(text: unknown): { [key: string]: Json } | null {
  return text === null ? null : (JSON.parse(text as string) as { [key: string]: Json });
}

function tooMany(): Problem {
  const most = MOST_COLUMNS.toLocaleString("en");
  return new Problem(400, `These views have more than ${most} different variables: too many for columns.`, {
    errors: [
      { path: "variables", message: `would need more than ${most} columns; leave it away or choose fewer views` },
    ],
  });
}
