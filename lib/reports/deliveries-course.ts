import { db } from "../db";
import { rejectionsSince } from "../ingest/rejections";
import { oncePerProcess } from "../process";
import { OUTCOMES, type OutcomeName, type Span } from "./deliveries-filters";

/** A delivery is on its way into the ledger for at most this long: earlier buckets are final. */
const SETTLED_MS = 60_000;
const MAX_FINAL = 2_000;

export interface Lag {
  /** Milliseconds from a view's updated_at to its arrival; null: no view told both */
  p50: number | null;
  p95: number | null;
}

export interface CoursePoint extends Lag {
  /** YYYY-MM-DD, YYYY-MM, or an hour's ISO instant */
  label: string;
  outcomes: Record<OutcomeName, number>;
  /** Requests refused for want of a valid key */
  refused: number;
  /** Requests that got no 200 for another reason: too large, packed, broken off, or while the server could not take them */
  turnedAway: number;
  /** Now is in it: it will still grow */
  partial: boolean;
}

export interface Course {
  points: CoursePoint[];
  total: Omit<CoursePoint, "label" | "partial">;
}

type Refusals = Pick<CoursePoint, "refused" | "turnedAway">;

interface Counted extends Refusals {
  outcomes: Record<OutcomeName, number>;
  /** How many applied views came how late */
  lags: [lagMs: number, count: number][];
}

/** Of a delivery that may have been a view; others were no POST. */
const TURNED_AWAY = [400, 413, 415, 429, 500, 503];
const noOutcomes = (): Record<OutcomeName, number> => ({ applied: 0, duplicate: 0, stale: 0, quarantined: 0 });

/**
 * What the webhook brought, bucket by bucket: outcomes, how late, and what was refused. Files and history loaded by hand are
 * left out. One small question a bucket, so that deliveries never wait for a large one; what is final is asked once.
 */
export async function deliveriesCourse({ buckets }: Span, now: number): Promise<Course> {
  const points: CoursePoint[] = [];
  const all: Counted = { outcomes: noOutcomes(), lags: [], refused: 0, turnedAway: 0 };
  for (const bucket of buckets) {
    if (bucket.from > now) break;
    const { outcomes, lags, refused, turnedAway } = await countsOf(bucket.from, bucket.until, now);
    for (const name of OUTCOMES) all.outcomes[name] += outcomes[name];
    all.lags.push(...lags);
    all.refused += refused;
    all.turnedAway += turnedAway;
    points.push({
      label: bucket.label,
      outcomes,
      ...percentiles(lags),
      refused,
      turnedAway,
      partial: bucket.from <= now && now < bucket.until,
    });
  }
  const { outcomes, lags, refused, turnedAway } = all;
  return { points, total: { outcomes, ...percentiles(lags), refused, turnedAway } };
}

async function countsOf(from: number, until: number, now: number): Promise<Counted> {
  const final = oncePerProcess("deliveries.course", () => new Map<string, Counted>());
  const key = `${from} ${until}`;
  const known = final.get(key);
  if (known) return known;
  const isFinal = until + SETTLED_MS < now;
  const counted = { ...(await count(from, until)), ...(await refusedIn(from, until, isFinal)) };
  if (isFinal) {
    if (final.size >= MAX_FINAL) final.clear();
    final.set(key, counted);
  }
  return counted;
}

/** What is refused now is not all in the table yet. */
async function refusedIn(from: number, until: number, isFinal: boolean): Promise<Refusals> {
  const rows = isFinal
    ? (
        await db().read.rejection.groupBy({
          by: "status",
          where: { minute: { gte: from, lt: until } },
          _sum: { count: true },
        })
      ).map(({ status, _sum }) => ({ status, count: _sum.count ?? 0 }))
    : (await rejectionsSince(new Date(from))).filter(({ minute }) => Date.parse(minute) < until);
  const sum = (statuses: number[]) =>
    rows.filter(({ status }) => statuses.includes(status)).reduce((total, { count }) => total + count, 0);
  return { refused: sum([401]), turnedAway: sum(TURNED_AWAY) };
}

/** Lags to the second within an hour, the minute within a day, the hour beyond: so many steps, however many deliveries. */
async function count(from: number, until: number): Promise<Omit<Counted, keyof Refusals>> {
  const [sums] = await db().read.$queryRaw<Record<OutcomeName, bigint | null>[]>`
    SELECT SUM(CASE WHEN outcome = 'applied' THEN records ELSE 0 END) AS applied,
      SUM(CASE WHEN outcome = 'duplicate' THEN records ELSE 0 END) AS duplicate,
      SUM(CASE WHEN outcome = 'stale' THEN records ELSE 0 END) AS stale,
      SUM(CASE WHEN outcome = 'quarantined' THEN records ELSE 0 END) AS quarantined
    FROM deliveries WHERE source = 'webhook' AND received_at >= ${from} AND received_at < ${until}`;
  const lags = await db().read.$queryRaw<{ late: bigint; count: bigint }[]>`
    SELECT CASE WHEN received_at - updated_at < 0 THEN 0
        WHEN received_at - updated_at < 3600000 THEN (received_at - updated_at) / 1000 * 1000
        WHEN received_at - updated_at < 86400000 THEN (received_at - updated_at) / 60000 * 60000
        ELSE (received_at - updated_at) / 3600000 * 3600000 END AS late, COUNT(*) AS count
    FROM deliveries WHERE source = 'webhook' AND received_at >= ${from} AND received_at < ${until}
      AND outcome = 'applied' AND updated_at IS NOT NULL
    GROUP BY late`;
  const outcomes = noOutcomes();
  for (const name of OUTCOMES) outcomes[name] = Number(sums?.[name] ?? 0);
  return { outcomes, lags: lags.map(({ late, count }) => [Number(late), Number(count)]) };
}

/** The smallest lag that at least half, and 95 in a hundred, of the views did not exceed. */
function percentiles(lags: [number, number][]): Lag {
  const sorted = lags.toSorted(([a], [b]) => a - b);
  const count = sorted.reduce((total, [, n]) => total + n, 0);
  const at = (share: number) => {
    let seen = 0;
    for (const [lag, n] of sorted) {
      seen += n;
      if (seen >= share * count) return lag;
    }
    return null;
  };
  return count === 0 ? { p50: null, p95: null } : { p50: at(0.5), p95: at(0.95) };
}
