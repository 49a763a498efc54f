import { type Column, type Kind, kindOf, type Shape, tableOf } from "./table";

const KINDS: Record<string, Kind> = {
  TEXT: "text",
  INTEGER: "int",
  BIGINT: "bigint",
  REAL: "real",
  BOOLEAN: "boolean",
  DATETIME: "instant",
  BLOB: "bytes",
};

/** SQLite's tables. Whole numbers beyond 53 bits are read as text, and instants are text that Prisma wrote. */
export const sqliteShape: Shape = {
  async tables(connection) {
    const names = await connection.query(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name`,
    );
    const tables = [];
    for (const { name } of names) {
      const table = String(name);
      const columns = await connection.query("SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid", [table]);
      const keys = await connection.query('SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)', [table]);
      tables.push(
        tableOf(
          table,
          columns.map((row) => ({
            name: String(row.name),
            type: String(row.type),
            kind: kindOf(KINDS, String(row.type), `${table}.${row.name}`),
            keyAt: Number(row.pk),
          })),
          keys.map((row) => String(row.table)),
        ),
      );
    }
    return tables;
  },
  async has(connection, table) {
    return (
      (await connection.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", [table])).length > 0
    );
  },
  read: ({ name, kind }: Column) => (kind === "bigint" ? `CAST("${name}" AS TEXT)` : `"${name}"`),
  take(kind, stored) {
    if (stored === null) return null;
    if (kind === "boolean") return Number(stored) !== 0;
    if (kind === "instant") return instantOf(stored);
    return stored as string | number | Uint8Array;
  },
  give(kind, value) {
    if (value === null) return null;
    if (kind === "bigint") return BigInt(value as string);
    if (kind === "boolean") return value ? 1 : 0;
    // As Prisma's adapter writes them.
    if (kind === "instant") return `${value}+00:00`;
    return value;
  },
  async settleSequences() {},
};

/** Prisma's text has an offset, SQLite's own CURRENT_TIMESTAMP none and is UTC; a number is milliseconds. */
function instantOf(stored: unknown): string {
  const text = String(stored);
  const hasOffset = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const date =
    typeof stored === "number" ? new Date(stored) : new Date(hasOffset ? text : `${text.replace(" ", "T")}Z`);
  return date.toISOString().slice(0, -1);
}
