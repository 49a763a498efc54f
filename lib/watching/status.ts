import { stat } from "node:fs/promises";
import path from "node:path";
import { lastBackup } from "../backup/last";
import { columns } from "../columns/columns";
import type { StoreStatus } from "../columns/store";
import { db, readPlace } from "../db";
import type { ReadState } from "../db/read-place";
import { env } from "../env";
import { processId } from "../process";
import { databaseBytes } from "./database";
import { version } from "./version";

export interface Status {
  version: string;
  node: string;
  instance: string;
  /** ISO 8601 UTC */
  startedAt: string;
  database: { kind: "sqlite" | "postgres"; version: string; bytes: number; migrations: number };
  /** Where reports are read; null: no replica is named */
  reads: ReadState | null;
  /** What answers the charts */
  analytics: "columns" | "sql";
  memory: { process: number; columns: number };
  store: Pick<StoreStatus, "state" | "views" | "revision" | "lagMs">;
  /** Null: none is kept, as with few views */
  snapshot: { at: string; bytes: number } | null;
  /** By `npm run backup`; null: none so far */
  backup: { at: string; bytes: number } | null;
}

/** How this instance and its database are doing; sizes in bytes. */
export async function status(): Promise<Status> {
  const { dialect, read } = db();
  const asked =
    dialect.name === "sqlite"
      ? read.$queryRaw<{ version: string }[]>`SELECT sqlite_version() AS version`
      : read.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
  const [[told], [counted], bytes, store, snapshot, backup] = await Promise.all([
    asked,
    read.$queryRaw<{ migrations: bigint }[]>`SELECT COUNT(*) AS migrations FROM _prisma_migrations`,
    databaseBytes(),
    columns().status(),
    stat(path.join(env().DATA_DIR, "columns.snapshot")).catch(() => null),
    lastBackup(),
  ]);
  const { state, views, revision, lagMs } = store;
  return {
    version,
    node: process.versions.node,
    instance: processId(),
    startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    database: {
      kind: dialect.name,
      version: told?.version ?? "",
      bytes,
      migrations: Number(counted?.migrations ?? 0),
    },
    reads: readPlace().replica === undefined ? null : readPlace().state,
    analytics: env().ANALYTICS,
    memory: { process: process.memoryUsage.rss(), columns: store.bytes },
    store: { state, views, revision, lagMs },
    snapshot: snapshot && { at: snapshot.mtime.toISOString(), bytes: snapshot.size },
    backup: backup && { at: new Date(backup.at).toISOString(), bytes: backup.bytes },
  };
}
