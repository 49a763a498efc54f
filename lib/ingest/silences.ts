import { db, type Tx } from "../db";

/** A kind of unreadable record: why it cannot be counted, and where in it the problem is. */
export interface Kind {
  reason: string;
  path: string | null;
}

export type Silence = Kind;

/** The sender's test button, and whoever tries the address: kept for a while, never an alarm. */
export const ALWAYS_SILENT = "test";

/** What a batch is to keep quiet about, as its own transaction sees it. */
export async function silencesIn(tx: Tx): Promise<Silence[]> {
  const rows = await tx.silence.findMany({ select: { reason: true, path: true } });
  return rows.map(({ reason, path }) => ({ reason, path: path === "" ? null : path }));
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
