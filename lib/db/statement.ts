import type { Target } from "./connection";

/** Names of columns, quoted. */
export const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

/** Marks of so many parameters, as in `IN (…)`. */
export const marks = (count: number) => Array.from({ length: count }, (_, i) => `$${i + 1}`).join(", ");

/** An insert of `rows` rows, an upsert where the target names updates; `mark` writes the nth parameter. */
export function insertText({ table, columns, updates }: Target, rows: number, mark: (n: number) => string): string {
  let n = 0;
  const tuple = () => `(${columns.map(() => mark(++n)).join(", ")})`;
  const conflict = updates
    ? ` ON CONFLICT ("${columns[0]}") DO UPDATE SET ${updates.map((name) => `"${name}" = excluded."${name}"`).join(", ")}`
    : "";
  return `INSERT INTO ${table} (${listed(columns)}) VALUES ${Array.from({ length: rows }, tuple).join(", ")}${conflict}`;
}
