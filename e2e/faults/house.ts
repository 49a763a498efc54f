import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dialectOf } from "../../lib/db/dialects";
import { type Server, startServer } from "../server";
import { KEY } from "./senders";

/** One database and its folder, over which production servers come and go. */
export class House {
  readonly dataDir: string;
  server: Server | null = null;

  constructor(
    readonly env: Record<string, string> = {},
    dataDir = mkdtempSync(path.join(tmpdir(), "viewledger-faults-")),
  ) {
    this.dataDir = dataDir;
  }

  get file(): string {
    return path.join(this.dataDir, "viewledger.db");
  }

  get url(): string {
    return this.env.DATABASE_URL || `file:${this.file}`;
  }

  async start(env: Record<string, string> = {}): Promise<Server> {
    const all = { MINDSTAMP_WEBHOOK_KEY: KEY, LOG_LEVEL: "warn", ...this.env, ...env };
    this.server = await startServer(all, this.dataDir);
    return this.server;
  }

  /** Rows of the database as it is now, by a connection of its own. */
  async ask(sql: string): Promise<Record<string, unknown>[]> {
    const connection = await dialectOf({ DATABASE_URL: this.url }).connect(this.url);
    try {
      return await connection.query(sql);
    } finally {
      await connection.close();
    }
  }

  /** The acknowledged views that are missing or older than acknowledged, in words; empty is well. */
  async losses(acknowledged: Map<string, number>): Promise<string[]> {
    const rows = await this.ask("SELECT id, elapsed FROM views");
    const stored = new Map(rows.map((row) => [String(row.id), Number(row.elapsed)]));
    return [...acknowledged].flatMap(([id, version]) => {
      const held = stored.get(id);
      if (held === undefined) return [`${id} is missing`];
      return held < version ? [`${id} has version ${held}, not ${version}`] : [];
    });
  }

  /** Deliveries in the ledger by outcome. */
  async ledger(): Promise<Record<string, number>> {
    const rows = await this.ask("SELECT outcome, SUM(records) AS records FROM deliveries GROUP BY outcome");
    return Object.fromEntries(rows.map((row) => [String(row.outcome), Number(row.records)]));
  }

  /** What the ledger and the counts of refusals hold after the server's stop, as sums of fates. */
  async accounts(): Promise<{ ledger: Record<string, number>; rejected: number }> {
    const [row] = await this.ask("SELECT SUM(count) AS rejected FROM rejections");
    return { ledger: await this.ledger(), rejected: Number(row?.rejected ?? 0) };
  }

  async health(): Promise<{ status: number; views: number }> {
    const answer = await fetch(`${this.server?.origin}/api/health`);
    const { columns } = (await answer.json()) as { columns: { views: number } | null };
    return { status: answer.status, views: columns?.views ?? -1 };
  }

  async remove(): Promise<void> {
    await this.server?.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Waits for a condition that must come true; `what` is said when it does not. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${withinMs / 1_000} s: ${what}`);
    await sleep(25);
  }
}
