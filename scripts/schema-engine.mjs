#!/usr/bin/env node
import { randomUUID } from "node:crypto";
// Stand-in for Prisma's native schema engine: the same engine, compiled to WebAssembly
// (@prisma/schema-engine-wasm), behind the JSON-RPC-over-stdio protocol that the Prisma CLI speaks.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const { bindMigrationAwareSqlAdapterFactory } = require("@prisma/driver-adapter-utils");

const argv = process.argv.slice(2);
const opt = (name) => {
  const out = [];
  argv.forEach((a, i) => {
    if (a === name) out.push(argv[i + 1]);
  });
  return out;
};
const datasource = JSON.parse(opt("--datasource")[0] ?? "{}");
const url = datasource.url;

async function loadWasm() {
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmPath = path.join(path.dirname(require.resolve("@prisma/schema-engine-wasm")), "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bg;
}
function filePath(u) {
  return path.resolve(u.replace(/^file:(\/\/)?/, "").split("?")[0]);
}
// On a shadow database the engine sends a whole migration through executeRaw, and better-sqlite3 prepares one statement
// at a time: hand argument-less SQL to executeScript instead.
const opened = new Set();
const track = (db) => {
  opened.add(db);
  return db;
};
function scripted(inner) {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => track(await inner.connect()),
    async connectToShadowDb() {
      const db = track(await inner.connectToShadowDb());
      const raw = db.executeRaw.bind(db);
      db.executeRaw = async (q) => {
        if (q.args.length) return raw(q);
        await db.executeScript(q.sql);
        return 0;
      };
      return db;
    },
  };
}
async function factory() {
  if (!url || url.startsWith("file:")) {
    const { PrismaBetterSqlite3 } = await import("@prisma/adapter-better-sqlite3");
    const f = url ? filePath(url) : ":memory:";
    if (url) mkdirSync(path.dirname(f), { recursive: true });
    const inner = new PrismaBetterSqlite3(
      { url: f === ":memory:" ? f : `file:${f}` },
      { shadowDatabaseUrl: ":memory:" },
    );
    return scripted(inner);
  }
  const { PrismaPg } = await import("@prisma/adapter-pg");
  // The engine reads "char" (OID 18) columns of Postgres's catalogue, a type that @prisma/adapter-pg refuses; char(1) it takes.
  const { default: pg } = await import("pg");
  const add = pg.Result.prototype.addFields;
  pg.Result.prototype.addFields = function (fields) {
    for (const f of fields) if (f.dataTypeID === 18) f.dataTypeID = 1042;
    return add.call(this, fields);
  };
  // Fields, not connectionString: the latter would win over the shadow database's name and run migrations in the real one.
  const { parse } = require("pg-connection-string");
  const c = parse(url);
  const base = {
    host: c.host,
    port: c.port ? Number(c.port) : undefined,
    user: c.user,
    password: c.password,
    ssl: c.ssl,
  };
  const inner = new PrismaPg({ ...base, database: c.database });
  return scripted({
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: () => inner.connect(),
    // The adapter's own version drops the shadow database while it is still connected to it.
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      const admin = async (sql) => {
        const cl = new pg.Client({ ...base, database: c.database });
        await cl.connect();
        try {
          await cl.query(sql);
        } finally {
          await cl.end();
        }
      };
      await admin(`CREATE DATABASE "${name}"`);
      const db = await new PrismaPg({ ...base, database: name }).connect();
      const end = db.dispose.bind(db);
      let gone = false;
      db.dispose = async () => {
        if (gone) return;
        gone = true;
        await end();
        await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      };
      return db;
    },
  });
}
if (argv.includes("cli")) {
  const cmd = argv.find((a) => /can-connect|create-database|drop-database/.test(a));
  if (url?.startsWith("file:")) {
    const f = filePath(url);
    if (cmd === "can-connect-to-database" && !existsSync(f)) {
      process.stderr.write(
        "\n" +
          JSON.stringify({
            level: "ERROR",
            target: "schema_engine::logger",
            fields: { is_panic: false, error_code: "P1003", message: `Database \`${f}\` does not exist` },
          }),
      );
      process.exit(1);
    }
    if (cmd === "create-database") {
      mkdirSync(path.dirname(f), { recursive: true });
      writeFileSync(f, "", { flag: "a" });
    }
    if (cmd === "drop-database") rmSync(f, { force: true });
  }
  process.exit(0);
}
const wasm = loadWasm();
wasm.catch(() => {});
// One engine per call: its state does not survive a failed call.
async function call(method, params) {
  const bg = await wasm;
  const datamodels = opt("--datamodels").map((p) => [p, readFileSync(p, "utf8")]);
  const f = bindMigrationAwareSqlAdapterFactory(await factory());
  const engine = await bg.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, f);
  try {
    // These two can't open a shadow database of their own in the WASM build; a call that can leaves the schema in the engine's cache.
    if (method === "evaluateDataLoss" || method === "createMigration")
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    return await engine[method](params);
  } catch (e) {
    const m = /External error id#(\d+)/.exec(String(e?.message));
    if (m) {
      const rec = f.errorRegistry.consumeError(Number(m[1]));
      e.message = e.message.replace(m[0], String(rec?.error?.stack ?? rec?.error));
    }
    throw e;
  } finally {
    engine.free();
    for (const db of opened) await db.dispose().catch(() => {});
    opened.clear();
  }
}
const send = (o) => process.stdout.write(`${JSON.stringify(o)}\n`);
let chain = Promise.resolve();
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    chain = chain.then(async () => {
      try {
        let result;
        if (method === "getDatabaseVersion") result = await call("version", params);
        else if (method === "createDatabase") result = { databaseName: url };
        else {
          try {
            result = await call(method, params);
          } catch (e) {
            // The WASM build reports a missing _prisma_migrations table as P1014 where the native one treats it as "fresh database".
            if (!/_prisma_migrations/.test(String(e?.message)) || !params?.migrationsList) throw e;
            await call("applyMigrations", {
              migrationsList: { ...params.migrationsList, migrationDirectories: [] },
              filters: { externalTables: [], externalEnums: [] },
            });
            result = await call(method, params);
          }
          if (method === "diff" && result?.stdout != null) {
            send({ jsonrpc: "2.0", id: 900000 + id, method: "print", params: { content: result.stdout } });
            result = { exitCode: result.exitCode, stdout: null };
          }
        }
        send({ jsonrpc: "2.0", id, result: result ?? {} });
      } catch (e) {
        if (process.env.SHIM_DEBUG) process.stderr.write(`! ${e?.stack ?? e}\n`);
        const code = e?.code ?? /^(P\d{4})/.exec(String(e?.message))?.[1];
        send({
          jsonrpc: "2.0",
          id,
          error: {
            code: 4466,
            message: "An error happened.",
            data: { is_panic: false, message: e?.message ?? String(e), meta: null, error_code: code ?? null },
          },
        });
      }
    });
  })
  .on("close", () => chain.then(() => process.exit(0)));
