import { db, Prisma } from "../db";
import type { ReportContext } from "./context";
import type { DeliveryFilters, OutcomeName, Place, Span } from "./deliveries-filters";
import { keyNames } from "./deliveries-keys";
import { shownPath } from "./delivery-path";
import { videoTitles } from "./video-titles";

export const DELIVERIES_A_PAGE = 50;

export interface DeliveryRow {
  id: string;
  /** ISO instant of its arrival */
  receivedAt: string;
  outcome: OutcomeName;
  reason: string | null;
  path: string | null;
  source: string;
  keyId: string | null;
  /** What the key is called; null: the delivery has none, or nobody knows it any more */
  key: string | null;
  viewId: string | null;
  videoId: string | null;
  videoTitle: string | null;
  bytes: number;
  /** More than one: a chunk of a file, in one row an outcome */
  records: number;
  /** Of a quarantined record: whether it waits, and what came of its last replay */
  state: "open" | "replayed" | "dismissed" | null;
  replayedAt: string | null;
  replayOutcome: OutcomeName | null;
}

export interface DeliveryPage {
  rows: DeliveryRow[];
  /** Where the pages beside this one begin; null: there is none */
  newer: Place | null;
  older: Place | null;
}

const SELECT = {
  id: true,
  receivedAt: true,
  outcome: true,
  reason: true,
  path: true,
  source: true,
  keyId: true,
  viewId: true,
  videoId: true,
  bytes: true,
  records: true,
  state: true,
  replayedAt: true,
  replayOutcome: true,
} as const;

/** The ledger's rows under the page's filters, newest first; rows of one instant in the order of their ids. */
export function deliveriesList(
  ctx: Reader,
  filters: DeliveryFilters,
  span: Pick<Span, "from" | "until">,
): Promise<DeliveryPage> {
  const { outcome, reason, key, source, video, view } = filters;
  // From the one that leaves the fewest rows to the one that leaves the most.
  const wanted = [
    { column: Prisma.sql`view_id`, value: view },
    { column: Prisma.sql`video_id`, value: video },
    { column: Prisma.sql`reason`, value: reason },
    { column: Prisma.sql`key_id`, value: key },
    { column: Prisma.sql`outcome`, value: outcome },
    { column: Prisma.sql`source`, value: source },
  ].filter(({ value }) => value !== undefined);
  const conditions = wanted.map(({ column, value }, i) =>
    // The first has an index in order of arrival. SQLite, which does not count, might walk along another's: COALESCE hides those.
    i === 0 ? Prisma.sql`${column} = ${value}` : Prisma.sql`COALESCE(${column}, '') = ${value}`,
  );
  return pageOf(ctx, conditions, filters, span);
}

type Reader = Pick<ReportContext, "seesPeople" | "user">;

/** One page of the rows under all these conditions, before or after a place. */
export async function pageOf(
  ctx: Reader,
  conditions: Prisma.Sql[],
  { before, after }: { before?: Place; after?: Place },
  span: Pick<Span, "from" | "until"> = { from: 0, until: Number.MAX_SAFE_INTEGER },
): Promise<DeliveryPage> {
  const upwards = after !== undefined;
  const all = [
    ...conditions,
    Prisma.sql`received_at >= ${Math.max(span.from, after?.receivedAt ?? 0)}`,
    Prisma.sql`received_at < ${before ? Math.min(span.until, before.receivedAt + 1) : span.until}`,
  ];
  if (before) all.push(Prisma.sql`(received_at, id) < (${before.receivedAt}, ${before.id})`);
  if (after) all.push(Prisma.sql`(received_at, id) > (${after.receivedAt}, ${after.id})`);
  const order = upwards ? Prisma.sql`received_at, id` : Prisma.sql`received_at DESC, id DESC`;
  const found = await db().read.$queryRaw<{ id: string; received_at: bigint }[]>`
    SELECT id, received_at FROM deliveries WHERE ${Prisma.join(all, " AND ")} ORDER BY ${order} LIMIT ${DELIVERIES_A_PAGE + 1}`;
  const more = found.length > DELIVERIES_A_PAGE;
  const places = found.slice(0, DELIVERIES_A_PAGE).map((row) => ({ receivedAt: Number(row.received_at), id: row.id }));
  if (upwards) places.reverse();
  return {
    rows: await deliveryRows(
      ctx,
      places.map(({ id }) => id),
    ),
    newer: ((upwards ? more : before !== undefined) && places[0]) || null,
    older: ((upwards || more) && places.at(-1)) || null,
  };
}

/** These rows, in this order; those pruned meanwhile are left out. */
export async function deliveryRows(ctx: Reader, ids: string[]): Promise<DeliveryRow[]> {
  const found = await db().read.delivery.findMany({ where: { id: { in: ids } }, select: SELECT });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = await named(
    ctx,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
  return rows.map((row) => ({ ...row, path: shownPath(ctx, row.path) }));
}

type Selected = Prisma.DeliveryGetPayload<{ select: typeof SELECT }>;

/** Rows with the names of their videos and keys, as pages show them. */
async function named(ctx: Reader, rows: Selected[]): Promise<DeliveryRow[]> {
  const [titles, keys] = await Promise.all([videoTitles(rows.map(({ videoId }) => videoId)), keyNames(ctx)]);
  return rows.map(({ receivedAt, replayedAt, outcome, state, replayOutcome, ...row }) => ({
    ...row,
    receivedAt: new Date(Number(receivedAt)).toISOString(),
    outcome: outcome as OutcomeName,
    state: state as DeliveryRow["state"],
    replayedAt: replayedAt === null ? null : new Date(Number(replayedAt)).toISOString(),
    replayOutcome: replayOutcome as OutcomeName | null,
    key: row.keyId === null ? null : (keys.get(row.keyId) ?? null),
    videoTitle: row.videoId === null ? null : (titles.get(row.videoId) ?? null),
  }));
}
