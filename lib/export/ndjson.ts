import type { Row } from "./report";

/** Rows as one JSON object a line, with every column: numbers as numbers, unknown as null, texts as they are. */
export function ndjsonLines(columns: readonly string[], rows: readonly Row[]): string {
  const names = columns.map((name) => `${JSON.stringify(name)}:`);
  let text = "";
  for (const row of rows) {
    let before = "{";
    for (let i = 0; i < names.length; i++) {
      text += before + names[i] + JSON.stringify(row[i] ?? null);
      before = ",";
    }
    text += "}\n";
  }
  return text;
}
