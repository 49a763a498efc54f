import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Connection, Dialect } from "./dialect";

/** Any number: all that migrate a Viewledger database take the same advisory lock. */
const MIGRATION_LOCK = 7_203_118_245;
const CONNECT_TIMEOUT_MS = 5_000;
const INT8 = 20;

async function connect(url: string): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
    } as pg.CustomTypesConfig,
  });
  // Without a listener a dropped connection would end the process; the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  let cursors = 0;
  return {
    query: async (sql, params = []) => (await client.query(sql, [...params])).rows,
    async *stream(sql, params, size) {
      const cursor = `rows_${++cursors}`;
      await client.query("BEGIN READ ONLY");
      try {
        await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, [...params]);
        for (;;) {
          const { rows } = await client.query<unknown[]>({ text: `FETCH ${size} FROM ${cursor}`, rowMode: "array" });
          if (rows.length === 0) return;
          yield rows;
        }
      } finally {
        await client.query("ROLLBACK");
      }
    },
    async script(sql) {
      await client.query(sql);
    },
    async lockMigrations() {
      await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    },
    close: () => client.end(),
  };
}

export const postgres: Dialect = {
  name: "postgres",
  writer: (url) => new PrismaPg({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, max: 10 }),
  reader: () => null,
  connect,
  async verifyDurability(query) {
    const rows = await query(
      "SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync",
    );
    const found = rows[0] ?? {};
    if (found.fsync !== "on" || found.synchronous_commit === "off")
      throw new Error(
        `Postgres runs with ${JSON.stringify(found)}: an acknowledged view could be lost. Turn fsync and synchronous_commit on.`,
      );
    return found;
  },
};
