import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Access, Connection, Dialect, Target } from "./dialect";
import { postgresShape } from "./postgres-shape";
import { insertText, listed } from "./statement";

/** Any number: all that migrate a Viewledger database take the same advisory lock. */
const MIGRATION_LOCK = 7_203_118_245;
const CONNECT_TIMEOUT_MS = 5_000;
const INT8 = 20;
/** Of a statement that is prepared once; what is left over goes in statements of its own. */
const ROWS_A_STATEMENT = 500;

async function connect(url: string, access: Access = "write"): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    ...(access === "read" && { options: "-c default_transaction_read_only=on" }),
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
    } as pg.CustomTypesConfig,
  });
  let alive = true;
  // Without a listener a dropped connection would end the process; the next query reports it.
  const lost = () => {
    alive = false;
  };
  client.on("error", lost);
  client.on("end", lost);
  await client.connect();
  let cursors = 0;
  let snapshot = false;
  return {
    get alive() {
      return alive;
    },
    async begin() {
      // A plan for each new set of values would cost more than what it plans.
      await client.query("BEGIN; SET LOCAL plan_cache_mode = force_generic_plan");
    },
    async snapshot() {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      snapshot = true;
    },
    async pick({ table, columns }, keys) {
      const text = `SELECT ${listed(columns)} FROM ${table} WHERE ${columns[0]} = ANY($1)`;
      return (await client.query<unknown[]>({ text, values: [keys], rowMode: "array" })).rows;
    },
    async put(into, rows) {
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        const some = rows.slice(start, start + ROWS_A_STATEMENT);
        await client.query({ ...insertOf(into, some.length), values: some.flat() });
      }
    },
    flag: (value) => value,
    query: async (sql, params = []) => (await client.query(sql, [...params])).rows,
    async *stream(sql, params, size) {
      const cursor = `rows_${++cursors}`;
      if (!snapshot) await client.query("BEGIN READ ONLY");
      try {
        await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, [...params]);
        for (;;) {
          const { rows } = await client.query<unknown[]>({ text: `FETCH ${size} FROM ${cursor}`, rowMode: "array" });
          if (rows.length === 0) return;
          yield rows;
        }
      } finally {
        if (!snapshot) await client.query("ROLLBACK");
        else if (alive) await client.query(`CLOSE ${cursor}`);
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

const inserts = new WeakMap<Target, { name: string; texts: Map<number, string> }>();
let names = 0;

/** Its text is long, so it is made once for each number of rows; the usual number has a name too, and is parsed once. */
function insertOf(into: Target, rows: number): { name?: string; text: string } {
  const made = inserts.get(into) ?? { name: `put_${++names}`, texts: new Map<number, string>() };
  inserts.set(into, made);
  const text = made.texts.get(rows) ?? insertText(into, rows, (n) => `$${n}`);
  made.texts.set(rows, text);
  return rows === ROWS_A_STATEMENT ? { name: made.name, text } : { text };
}

export const postgres: Dialect = {
  name: "postgres",
  writer: (url) => new PrismaPg({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, max: 10 }),
  reader: () => null,
  connect,
  async checkStored() {},
  shape: postgresShape,
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
