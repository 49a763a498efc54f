import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { MigrationError, migrate } from "./migrate";
import { sqlite } from "./sqlite";

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-migrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what ended a migration's transaction is told, not that there is none to roll back", async () => {
  const own = path.join(folder, "migrations", "0001_full");
  mkdirSync(own, { recursive: true });
  // As a full disk does it.
  writeFileSync(path.join(own, "migration.sql"), "ROLLBACK; SELECT * FROM nowhere;");
  const migrated = migrate(sqlite, `file:${path.join(folder, "a.db")}`, path.dirname(own));
  await expect(migrated).rejects.toThrow(MigrationError);
  await expect(migrated).rejects.toThrow(/Migration 0001_full failed: .*nowhere/);
});
