import Database from "better-sqlite3";
import pg from "pg";
import { startPostgres } from "../lib/db/testing/postgres";
import { type Ask, INDEXED, panels, READ, type Row } from "./panels";

const AT_ONCE = 10_000;

/** Panels in SQL on the SQLite file itself, which is indexed and analysed. */
export function askSqlite(file: string): { ask: Ask; close(): void } {
  const db = new Database(file, { readonly: true });
  const statements = panels({
    month: "strftime('%Y-%m', occurred_at / 1000, 'unixepoch')",
    family: "CASE WHEN instr(browser, ' ') > 0 THEN rtrim(rtrim(browser, '0123456789.')) ELSE browser END",
  });
  return {
    ask: async () => statements.map((sql) => db.prepare(sql).all() as Row[]),
    close: () => db.close(),
  };
}

/** The same views in a Postgres of its own, indexed and analysed, with as much memory as they take. */
export async function askPostgres(file: string): Promise<{ ask: Ask; close(): Promise<void> }> {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const close = async () => {
    await client.end();
    await server.stop();
  };
  try {
    await copyViews(file, client);
    for (const column of INDEXED) await client.query(`CREATE INDEX ON views (${column})`);
    await client.query("VACUUM ANALYZE views");
    await client.query("SET work_mem = '256MB'");
    await client.query("SET jit = off");
  } catch (error) {
    await close();
    throw error;
  }
  return { ask: askPanels(client), close };
}

/** One statement a panel on Postgres, with as much memory as it takes. */
export function askPanels(client: pg.Client): Ask {
  const statements = panels({
    month: "to_char(to_timestamp(occurred_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')",
    family: String.raw`regexp_replace(browser, '\s+v?\d[\w.]*$', '')`,
  });
  return async () => {
    const answers: Row[][] = [];
    for (const sql of statements) answers.push((await client.query(sql)).rows as Row[]);
    return answers;
  };
}

async function copyViews(file: string, client: pg.Client): Promise<void> {
  const names = [...READ, "received_at", "revision"];
  const types = names.map((name) =>
    /_at$|revision/.test(name) ? "bigint" : /elapsed|percentage|participation|correctness/.test(name) ? "int" : "text",
  );
  const insert = `INSERT INTO views (${names.join()}) SELECT * FROM unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join()})`;
  const db = new Database(file, { readonly: true });
  await client.query("BEGIN");
  let columns: unknown[][] = names.map(() => []);
  const flush = async () => {
    await client.query(insert, columns);
    columns = names.map(() => []);
  };
  for (const row of db.prepare(`SELECT ${names.join()} FROM views`).raw().iterate() as Iterable<unknown[]>) {
    for (const [i, value] of row.entries()) columns[i]?.push(value);
    if (columns[0]?.length === AT_ONCE) await flush();
  }
  await flush();
  await client.query("COMMIT");
  db.close();
}
