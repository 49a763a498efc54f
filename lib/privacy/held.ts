import type { Connection, Dialect } from "../db/dialect";

const ROWS = 200;
const decoder = new TextDecoder("utf-8");

/** Whether one of these texts stands in any column of any table, in whatever case. */
export async function isHeld(connection: Connection, { shape }: Dialect, texts: string[]): Promise<boolean> {
  const wanted = [...new Set(texts.map((text) => text.toLowerCase()))];
  if (wanted.length === 0) return false;
  for (const { name, columns } of await shape.tables(connection)) {
    const named = (kind: string) => columns.filter((one) => one.kind === kind).map((one) => `"${one.name}"`);
    for (const text of wanted) {
      const tests = named("text").map((column) => `lower(${column}) LIKE $1 ESCAPE '!'`);
      const sql = `SELECT 1 AS held FROM "${name}" WHERE ${tests.join(" OR ")} LIMIT 1`;
      const like = `%${text.replace(/[!%_]/g, "!$&")}%`;
      if (tests.length > 0 && (await connection.query(sql, [like])).length > 0) return true;
    }
    for (const column of named("bytes")) {
      const bodies = connection.stream(`SELECT ${column} FROM "${name}" WHERE ${column} IS NOT NULL`, [], ROWS);
      for await (const rows of bodies)
        for (const [body] of rows) {
          const held = decoder.decode(body as Uint8Array).toLowerCase();
          if (wanted.some((text) => held.includes(text))) return true;
        }
    }
  }
  return false;
}
