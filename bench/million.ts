import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { migrate } from "../lib/db/migrate";
import { sqlite } from "../lib/db/sqlite";
import { viewerKey } from "../lib/ingest/viewer-key";
import { VIEW_FIELDS, type ViewField } from "../lib/mindstamp/fields";
import { isRejection, parseView } from "../lib/mindstamp/view";
import { demoViews } from "../prisma/seed/generate";
import { INDEXED } from "./panels";

export const NOW = Date.UTC(2026, 10, 24, 10);
const FIELDS = Object.keys(VIEW_FIELDS).filter((field) => field !== "id") as Exclude<ViewField, "id">[];

export interface Filled {
  file: string;
  url: string;
  remove(): void;
}

let million: Promise<Filled> | null = null;

/** One database of a million views for the benchmarks that only add to it; it goes when the process ends. */
export function aMillionViews(): Promise<Filled> {
  million ??= filledDatabase(1_000_000).then((filled) => {
    process.once("exit", filled.remove);
    return filled;
  });
  return million;
}

/**
 * A migrated SQLite file with generated views, indexed and analysed. They are parsed as deliveries are, but written by
 * one prepared statement: the ingest path is measured elsewhere.
 */
export async function filledDatabase(views: number): Promise<Filled> {
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
  const file = path.join(folder, "viewledger.db");
  const url = `file:${file}`;
  await migrate(sqlite, url);
  const db = new Database(file);
  db.pragma("synchronous = OFF");
  const { hmac_key: hmacKey } = db.prepare("SELECT hmac_key FROM counter").get() as { hmac_key: string };
  const columns = ["id", ...FIELDS, "occurred_at", "viewer_key", "received_at", "revision"];
  const insert = db.prepare(`INSERT INTO views (${columns.join()}) VALUES (${columns.map(() => "?").join()})`);
  const titles = db.prepare("INSERT OR IGNORE INTO videos (id, title, revision) VALUES (?, ?, 1)");
  const viewers = db.prepare(
    "INSERT OR IGNORE INTO viewers (key, name, email, custom_id, revision) VALUES (?, ?, ?, ?, 1)",
  );
  db.exec("BEGIN");
  for (const source of demoViews({ views, now: NOW })) {
    const view = parseView(source);
    if (isRejection(view)) throw new Error(`The generator made a view that is refused: ${view.reason}`);
    const { id, fields } = view;
    const at = fields.started ?? NOW;
    const key = viewerKey(id, fields, hmacKey);
    insert.run(id, ...FIELDS.map((field) => fields[field] ?? null), at, key, at, 1);
    const { viewer_name, viewer_email, viewer_custom_id } = fields;
    if (viewer_name || viewer_email || viewer_custom_id)
      viewers.run(key, viewer_name ?? null, viewer_email ?? null, viewer_custom_id ?? null);
    titles.run(fields.video_id, fields.video_title);
  }
  db.exec("UPDATE counter SET revision = 1; COMMIT");
  for (const column of INDEXED) db.exec(`CREATE INDEX bench_${column} ON views (${column})`);
  db.exec("ANALYZE");
  db.close();
  return { file, url, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
