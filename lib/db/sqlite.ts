import { closeSync, existsSync, openSync } from "node:fs";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import Database from "better-sqlite3";
import { makeFolder } from "../folder";
import { checkFile } from "./damage";
import type { Access, Connection, Dialect } from "./dialect";
import { sqliteShape } from "./sqlite-shape";
import { insertText, listed } from "./statement";

const BUSY_TIMEOUT_MS = 5_000;
/** The serving thread's writers do not wait inside the driver, which would hold up everything: see `Database.write`. */
const WRITER_BUSY_TIMEOUT_MS = 10;

/**
 * FULL: a commit that was answered survives a power cut; the driver's default, NORMAL, does not promise that.
 * secure_delete: what is deleted or overwritten is zeroed, or an erased person's data would stay in the file.
 */
const PRAGMAS = `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;`;

/** 32 MB: pages of the index that many commits change are copied into the database once for all of them. */
const CHECKPOINT_PAGES = 8_000;

const fileOf = (url: string) => url.replace(/^file:/, "");

/** Only this user may read names and e-mails. SQLite gives the files beside a database that database's rights. */
function makeFile(file: string): void {
  makeFolder(path.dirname(file));
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}

function adapter(url: string, pragmas: string): SqlDriverAdapterFactory {
  const file = fileOf(url);
  makeFile(file);
  const factory = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const connection = await factory.connect();
      await connection.executeScript(pragmas);
      return connection;
    },
  };
}

async function connect(url: string, access: Access = "write"): Promise<Connection> {
  const file = fileOf(url);
  makeFile(file);
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  db.exec(`${PRAGMAS} PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`);
  // What is read row by row is hardly read twice: 4 MB of it are enough to keep.
  if (access === "read") db.exec("PRAGMA query_only = ON; PRAGMA cache_size = -4000");
  // To SQLite, $1 is a parameter named "1".
  const named = (params: readonly unknown[]) =>
    params.length === 0 ? [] : [Object.fromEntries(params.map((value, i) => [i + 1, value]))];
  const prepared = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  return {
    get alive() {
      return db.open;
    },
    async begin() {
      db.pragma(`busy_timeout = ${WRITER_BUSY_TIMEOUT_MS}`);
      db.exec("BEGIN IMMEDIATE");
      return [];
    },
    async snapshot() {
      // A transaction sees the state that its first read found.
      db.exec("PRAGMA query_only = ON; BEGIN");
      db.prepare("SELECT COUNT(*) FROM sqlite_master").get();
    },
    // A file is read as it was committed.
    async settled() {},
    async pick({ table, columns }, keys) {
      const statement = prepare(`SELECT ${listed(columns)} FROM ${table} WHERE ${columns[0]} = ?`).raw();
      return keys.map((key) => statement.get(key) as unknown[] | undefined).filter((row) => row !== undefined);
    },
    async put(into, rows) {
      // One row at a time is as fast as many here: nothing travels, and the statement is prepared already.
      const statement = prepare(insertText(into, 1, () => "?"));
      for (const row of rows) statement.run(row);
    },
    flag: Number,
    async query(sql, params = []) {
      const statement = db.prepare(sql);
      if (statement.reader) return statement.all(...named(params)) as Record<string, unknown>[];
      statement.run(...named(params));
      return [];
    },
    async *stream(sql, params, size) {
      let rows: unknown[][] = [];
      for (const row of db
        .prepare(sql)
        .raw()
        .iterate(...named(params))) {
        rows.push(row as unknown[]);
        if (rows.length < size) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    },
    async script(sql) {
      db.exec(sql);
    },
    // Each migration's own BEGIN IMMEDIATE is the lock.
    async lockMigrations() {},
    cut: () => void db.close(),
    async close() {
      db.close();
    },
  };
}

export const sqlite: Dialect = {
  name: "sqlite",
  commitsElsewhere: false,
  writer: (url) => adapter(url, `${PRAGMAS} PRAGMA busy_timeout = ${WRITER_BUSY_TIMEOUT_MS};`),
  reader: (url) => adapter(url, `${PRAGMAS} PRAGMA query_only = ON; PRAGMA cache_size = -4000;`),
  connect,
  beforeRevision: null,
  checkStored: (url) => checkFile(fileOf(url)),
  shape: sqliteShape,
  async verifyDurability(query) {
    const one = async (pragma: string) => Object.values((await query(`PRAGMA ${pragma}`))[0] ?? {})[0];
    const found = { journal_mode: await one("journal_mode"), synchronous: Number(await one("synchronous")) };
    if (found.journal_mode !== "wal" || found.synchronous !== 2)
      throw new Error(
        `SQLite runs with ${JSON.stringify(found)}, not with WAL and synchronous=FULL: is the file on a network disk?`,
      );
    return { ...found, synchronous: "FULL" };
  },
};
