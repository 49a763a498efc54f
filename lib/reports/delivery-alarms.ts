import { requireUser } from "../auth/current-user";
import { db } from "../db";
import { rejectionsSince } from "../ingest/rejections";
import type { Kind } from "../ingest/silences";
import { cached, forget } from "./cached";
import { type Quiet, webhookQuiet } from "./deliveries-quiet";

const NAME = "deliveries.alarms";
const FRESH_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** So many requests with a wrong key are no accident. */
const MANY_REFUSED = 10;

export interface WaitingKind extends Kind {
  count: number;
}

export interface DeliveryAlarms {
  stopped: Quiet | null;
  /** What waits in quarantine, the most first */
  waiting: WaitingKind[];
  /** Requests refused for a wrong key; null: not many, or the right key was used since */
  refused: { count: number; lastAt: string } | null;
}

/** Whether the webhook needs somebody's attention; at most a second old, since every page asks. */
export async function deliveryAlarms(): Promise<DeliveryAlarms> {
  await requireUser();
  return cached(NAME, FRESH_MS, () => alarmsAt(Date.now()));
}

/** After an action of this process that may end an alarm. */
export function renewAlarms(): void {
  forget(NAME);
}

export async function alarmsAt(now: number): Promise<DeliveryAlarms> {
  const [quiet, waiting, refused] = await Promise.all([webhookQuiet(now), waitingKinds(), refusedLately(now)]);
  const since = quiet === null ? 0 : Date.parse(quiet.lastAt);
  const still = refused.lastHour >= MANY_REFUSED || (refused.count >= MANY_REFUSED && refused.lastAt > since);
  return {
    stopped: quiet?.stopped ? quiet : null,
    waiting,
    refused: still ? { count: refused.count, lastAt: new Date(refused.lastAt).toISOString() } : null,
  };
}

async function waitingKinds(): Promise<WaitingKind[]> {
  const rows = await db().read.$queryRaw<{ reason: string; path: string | null; count: bigint }[]>`
    SELECT reason, path, COUNT(*) AS count FROM deliveries WHERE state = 'open'
    GROUP BY reason, path ORDER BY count DESC, reason, path LIMIT 100`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

async function refusedLately(now: number): Promise<{ count: number; lastHour: number; lastAt: number }> {
  const minutes = (await rejectionsSince(new Date(now - DAY_MS))).filter(({ status }) => status === 401);
  const sum = (rows: typeof minutes) => rows.reduce((total, { count }) => total + count, 0);
  return {
    count: sum(minutes),
    lastHour: sum(minutes.filter(({ minute }) => Date.parse(minute) >= now - HOUR_MS)),
    lastAt: Date.parse(minutes.at(-1)?.minute ?? "") || 0,
  };
}
