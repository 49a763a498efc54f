import { db, Prisma } from "../db";
import { type Kind, listSilences } from "../ingest/silences";
import type { ReportContext } from "./context";
import type { Place } from "./deliveries-filters";
import { type DeliveryPage, pageOf } from "./deliveries-list";

export const QUARANTINE_STATES = ["open", "dismissed", "replayed"] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

export interface QuarantineKind extends Kind {
  count: number;
  /** ISO instants of the first and the latest arrival */
  firstAt: string;
  lastAt: string;
}

/** What is in quarantine, by kind: the most first. */
export async function quarantineKinds(state: QuarantineState): Promise<QuarantineKind[]> {
  const rows = await db().read.$queryRaw<
    { reason: string; path: string | null; count: bigint; first_at: bigint; last_at: bigint }[]
  >`SELECT reason, path, COUNT(*) AS count, MIN(received_at) AS first_at, MAX(received_at) AS last_at
    FROM deliveries WHERE state = ${state} GROUP BY reason, path ORDER BY count DESC, reason, path LIMIT 100`;
  const iso = (at: bigint) => new Date(Number(at)).toISOString();
  return rows.map(({ reason, path, count, first_at, last_at }) => ({
    reason,
    path,
    count: Number(count),
    firstAt: iso(first_at),
    lastAt: iso(last_at),
  }));
}

export interface QuarantineReport {
  kinds: QuarantineKind[];
  silences: (Kind & { silencedAt: string })[];
  /** The records of the chosen kind */
  list: DeliveryPage | null;
}

/** Everything the quarantine page shows. */
export async function quarantine(
  _: ReportContext,
  state: QuarantineState,
  chosen: Kind | null,
  places: { before?: Place; after?: Place },
): Promise<QuarantineReport> {
  const [kinds, silences, list] = await Promise.all([
    quarantineKinds(state),
    listSilences(),
    chosen && pageOf(conditionsOf(chosen, state), places),
  ]);
  return {
    kinds,
    silences: silences.map(({ silencedAt, ...kind }) => ({ ...kind, silencedAt: silencedAt.toISOString() })),
    list,
  };
}

function conditionsOf({ reason, path }: Kind, state: QuarantineState): Prisma.Sql[] {
  const place = path === null ? Prisma.sql`path IS NULL` : Prisma.sql`path = ${path}`;
  return [Prisma.sql`state = ${state}`, Prisma.sql`reason = ${reason}`, place];
}
