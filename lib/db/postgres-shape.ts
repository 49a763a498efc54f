import { type Column, type Kind, kindOf, type Shape, tableOf } from "./table";

const KINDS: Record<string, Kind> = {
  TEXT: "text",
  INTEGER: "int",
  BIGINT: "bigint",
  "DOUBLE PRECISION": "real",
  BOOLEAN: "boolean",
  "TIMESTAMP WITHOUT TIME ZONE": "instant",
  BYTEA: "bytes",
};

const COLUMNS = `SELECT c.table_name, c.column_name, c.data_type, COALESCE(k.ordinal_position, 0) AS key_at
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  LEFT JOIN information_schema.table_constraints p
    ON p.table_schema = c.table_schema AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY'
  LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema
    AND k.constraint_name = p.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name
  WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_%'
  ORDER BY c.table_name COLLATE "C", c.ordinal_position`;
const REFERENCES = `SELECT DISTINCT conrelid::regclass::text AS table_name, confrelid::regclass::text AS target
  FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`;

/** Postgres's tables. Whole numbers beyond 53 bits and instants are read as text, whatever the driver makes of them. */
export const postgresShape: Shape = {
  async tables(connection) {
    const [columns, references] = [await connection.query(COLUMNS), await connection.query(REFERENCES)];
    return [...new Set(columns.map((row) => String(row.table_name)))].map((table) =>
      tableOf(
        table,
        columns
          .filter((row) => row.table_name === table)
          .map((row) => ({
            name: String(row.column_name),
            type: String(row.data_type),
            kind: kindOf(KINDS, String(row.data_type), `${table}.${row.column_name}`),
            keyAt: Number(row.key_at),
          })),
        references.filter((row) => row.table_name === table).map((row) => String(row.target)),
      ),
    );
  },
  async has(connection, table) {
    const [row] = await connection.query("SELECT to_regclass(quote_ident($1)) IS NOT NULL AS found", [table]);
    return row?.found === true;
  },
  read({ name, kind }: Column) {
    if (kind === "bigint") return `"${name}"::text`;
    return kind === "instant" ? `to_char("${name}", 'YYYY-MM-DD"T"HH24:MI:SS.MS')` : `"${name}"`;
  },
  take: (_, stored) => stored as string | number | boolean | Uint8Array | null,
  give: (_, value) => value,
  async settleSequences(connection, { name, columns }) {
    for (const column of columns) {
      const [row] = await connection.query("SELECT pg_get_serial_sequence($1, $2) AS sequence", [name, column.name]);
      if (row?.sequence == null) continue;
      await connection.query(
        `SELECT setval($1::regclass, COALESCE((SELECT MAX("${column.name}") FROM "${name}"), 0) + 1, false)`,
        [row.sequence],
      );
    }
  },
};
