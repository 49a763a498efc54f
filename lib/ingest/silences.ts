import { type Connection, db } from "../db";

/** A kind of unreadable record: why it cannot be counted, and where in it the problem is. */
export interface Kind {
  reason: string;
  path: string | null;
}

export type Silence = Kind;

/** The sender's test button, and whoever tries the address: kept for a while, never an alarm. */
export const ALWAYS_SILENT = "test";

/** What a batch is to keep quiet about, as its own transaction sees it. */
export async function silencesIn(connection: Connection): Promise<Silence[]> {
  const rows = await connection.query("SELECT reason, path FROM silences");
  return rows.map(({ reason, path }) => ({ reason: String(reason), path: path === "" ? null : String(path) }));
}

export function isSilent(silences: Silence[], reason: string, path: string | null): boolean {
  return reason === ALWAYS_SILENT || silences.some((one) => one.reason === reason && one.path === path);
}

/** Kinds silenced by hand, the latest first. */
export async function listSilences(): Promise<(Silence & { silencedAt: Date })[]> {
  const rows = await db().read.silence.findMany({ orderBy: [{ silencedAt: "desc" }, { reason: "asc" }] });
  return rows.map(({ reason, path, silencedAt }) => ({
    reason,
    path: path === "" ? null : path,
    silencedAt: new Date(Number(silencedAt)),
  }));
}
