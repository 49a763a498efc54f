import type { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { allDone } from "./all-done";
import type { Access, Connection, Dialect, Target } from "./dialect";
import { AWAIT, HOLD } from "./in-flight";
import { postgresShape } from "./postgres-shape";
import { insertText, listed } from "./statement";

/** Any number: all that migrate a Viewledger database take the same advisory lock. */
const MIGRATION_LOCK = 7_203_118_245;
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that vanished is noticed before it would be by the system's two hours. */
const KEEP_ALIVE_MS = 10_000;
/** No page's own statement takes as long. Less would give a connection back while its transaction waits for a lock that IDLE_MS ends. */
const QUERY_TIMEOUT_MS = 60_000;
const INT8 = 20;
/** Rows go in statements of these sizes, each prepared once: to parse and plan thousands of parameters costs more than to run them. */
const STATEMENT_SIZES = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/** Who vanished would hold the counter's row for hours. Longer than a writer here waits for an answer before it gives up. */
const IDLE_MS = 70_000;
const BEFORE_REVISION = `SELECT set_config('idle_in_transaction_session_timeout', '${IDLE_MS}', true), (${HOLD})`;

/**
 * A plan for each new set of values would cost more than what it plans; and rows are found by keys, also while a table has so
 * few that to read all of them would seem cheaper. Where there is no index, the price of that makes a plan seem worth compiling.
 * Citus, though, needs the values to know which nodes to ask.
 */
const PLANS = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
  set_config('jit', 'off', true) WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')`;

/** Until statistics know a table, a part of unknown size is taken for a third, and all of it would be read. */
const BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off";

async function connect(url: string, access: Access = "write"): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // Statements go out before the answers to those before them; each waits for its own answer.
    pipeline: true,
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
  const socket = () => (client as unknown as { connection: { stream: Socket } }).connection.stream;
  let held = false;
  /** What is asked in one go leaves in one piece: each piece wakes the server up. */
  const inOnePiece = () => {
    if (held) return;
    held = true;
    const stream = socket();
    stream.cork();
    process.nextTick(() => {
      held = false;
      stream.uncork();
    });
  };
  let cursors = 0;
  let snapshot = false;
  let plansOnce = false;
  return {
    get alive() {
      return alive;
    },
    async begin() {
      inOnePiece();
      const sent = [
        client.query("BEGIN"),
        client.query({ name: "own_first", text: BEFORE_REVISION }),
        client.query({ name: "own_plans", text: PLANS }).then(({ rowCount }) => {
          plansOnce = rowCount === 1;
        }),
      ];
      // Whoever looks at none of them must not end the process.
      for (const one of sent) one.catch(() => undefined);
      return sent;
    },
    async snapshot() {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      snapshot = true;
    },
    async settled() {
      await client.query(AWAIT);
    },
    async pick({ table, columns }, keys) {
      inOnePiece();
      const text = `SELECT ${listed(columns)} FROM ${table} WHERE ${columns[0]} = ANY($1)`;
      // Elsewhere planned each time: a plan made while the table was small would read all of it for ever.
      const name = plansOnce ? { name: nameOf(text) } : {};
      return (await client.query<unknown[]>({ ...name, text, values: [keys], rowMode: "array" })).rows;
    },
    async put(into, rows) {
      inOnePiece();
      const parts: Promise<unknown>[] = [];
      let start = 0;
      for (const size of STATEMENT_SIZES)
        for (; rows.length - start >= size; start += size)
          parts.push(client.query({ ...insertOf(into, size), values: valuesOf(rows, start, start + size) }));
      await allDone(parts);
    },
    flag: (value) => value,
    async query(sql, params = []) {
      inOnePiece();
      return (await client.query(sql, [...params])).rows;
    },
    async *stream(sql, params, size, byIndex = false) {
      const cursor = `rows_${++cursors}`;
      const fetch = () => client.query<unknown[]>({ text: `FETCH ${size} FROM ${cursor}`, rowMode: "array" });
      const begun = snapshot
        ? Promise.resolve()
        : client.query(byIndex ? `BEGIN READ ONLY; ${BY_INDEX}` : "BEGIN READ ONLY");
      const declared = client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, [...params]);
      try {
        let [, , { rows }] = await allDone([begun, declared, fetch()]);
        while (rows.length > 0) {
          yield rows;
          if (rows.length < size) return;
          ({ rows } = await fetch());
        }
      } finally {
        // Where this fails, something failed before it, and that is what is told.
        await client.query(snapshot ? `CLOSE ${cursor}` : "ROLLBACK").catch(() => undefined);
      }
    },
    async script(sql) {
      await client.query(sql);
    },
    async lockMigrations() {
      await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    },
    cut() {
      alive = false;
      // `end` would wait for the answers to what was sent.
      socket().destroy();
    },
    close: () => client.end(),
  };
}

const inserts = new WeakMap<Target, Map<number, string>>();

/** The statement that puts so many rows. Its text is long, so it is made once. */
function insertOf(into: Target, rows: number): { name: string; text: string } {
  const made = inserts.get(into) ?? new Map<number, string>();
  inserts.set(into, made);
  const text = made.get(rows) ?? insertText(into, rows, (n) => `$${n}`);
  made.set(rows, text);
  return { name: nameOf(text), text };
}

function valuesOf(rows: readonly (readonly unknown[])[], from: number, until: number): unknown[] {
  const values: unknown[] = [];
  for (let at = from; at < until; at++) for (const value of rows[at] ?? []) values.push(value);
  return values;
}

const names = new Map<string, string>();

/** A connection parses and plans a statement once, by this name. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `own_${names.size + 1}`;
  names.set(text, name);
  return name;
}

export const postgres: Dialect = {
  name: "postgres",
  commitsElsewhere: true,
  writer: (url) =>
    new PrismaPg({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      max: 10,
    }),
  reader: () => null,
  connect,
  beforeRevision: BEFORE_REVISION,
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
