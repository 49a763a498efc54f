import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";

/** Points DATABASE_URL at a database of this test file's own, before anything opens one. */
const { dialect, base, folder } = inject("database");
const name = `test_${randomBytes(6).toString("hex")}`;

process.env.DATA_DIR = mkdtempSync(path.join(folder || tmpdir(), "data-"));
if (dialect === "sqlite") {
  const file = path.join(process.env.DATA_DIR, "viewledger.db");
  copyFileSync(base, file);
  process.env.DATABASE_URL = `file:${file}`;
} else {
  const admin = new pg.Client({ connectionString: base.replace(/base$/, "postgres") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE base`);
  await admin.end();
  process.env.DATABASE_URL = base.replace(/base$/, name);
}
