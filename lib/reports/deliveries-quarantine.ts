import { z } from "zod";
import { db, Prisma } from "../db";
import { type Kind, listSilences } from "../ingest/silences";
import type { ReportContext } from "./context";
import { type Place, placeSchema } from "./deliveries-filters";
import { type DeliveryPage, pageOf } from "./deliveries-list";
import { shownPath } from "./delivery-path";

export const QUARANTINE_STATES = ["open", "dismissed", "replayed"] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

export interface QuarantineFilters {
  state: QuarantineState;
  /** The kind whose records are listed */
  kind: Kind | null;
  before?: Place;
  after?: Place;
}

const one = (params: URLSearchParams, name: string) => params.get(name)?.trim() || undefined;

/** Reads the page's address; an unknown state is what waits, an unknown kind has no records. */
export function parseQuarantineFilters(params: URLSearchParams): QuarantineFilters {
  const state = z.enum(QUARANTINE_STATES).catch("open").parse(one(params, "state"));
  const reason = one(params, "reason")?.slice(0, 200);
  const place = (name: string) => placeSchema.safeParse(one(params, name)).data;
  return {
    state,
    kind: reason === undefined ? null : { reason, path: one(params, "path") ?? null },
    before: place("before"),
    after: place("after"),
  };
}

export function quarantineHref({ state, kind, before, after }: QuarantineFilters): string {
  const search = new URLSearchParams();
  if (state !== "open") search.set("state", state);
  if (kind) search.set("reason", kind.reason);
  if (kind?.path) search.set("path", kind.path);
  if (before) search.set("before", `${before.receivedAt}.${before.id}`);
  if (after) search.set("after", `${after.receivedAt}.${after.id}`);
  return search.size === 0 ? "/deliveries/quarantine" : `/deliveries/quarantine?${search}`;
}

export interface QuarantineKind extends Kind {
  count: number;
  /** ISO instants of the first and the latest arrival */
  firstAt: string;
  lastAt: string;
}

const keyOf = ({ reason, path }: Kind) => JSON.stringify([reason, path]);

/** What is in quarantine, by kind as the reader may know it: the most first. */
export async function quarantineKinds(ctx: ReportContext, state: QuarantineState): Promise<QuarantineKind[]> {
  const rows = await db().read.$queryRaw<
    { reason: string; path: string | null; count: bigint; first_at: bigint; last_at: bigint }[]
  >`SELECT reason, path, COUNT(*) AS count, MIN(received_at) AS first_at, MAX(received_at) AS last_at
    FROM deliveries WHERE state = ${state} GROUP BY reason, path ORDER BY count DESC, reason, path LIMIT 100`;
  const iso = (at: bigint) => new Date(Number(at)).toISOString();
  const kinds = new Map<string, QuarantineKind>();
  for (const { reason, path: place, count, first_at, last_at } of rows) {
    const path = shownPath(ctx, place);
    const [firstAt, lastAt] = [iso(first_at), iso(last_at)];
    const same = kinds.get(keyOf({ reason, path }));
    kinds.set(keyOf({ reason, path }), {
      reason,
      path,
      count: (same?.count ?? 0) + Number(count),
      firstAt: same && same.firstAt < firstAt ? same.firstAt : firstAt,
      lastAt: same && same.lastAt > lastAt ? same.lastAt : lastAt,
    });
  }
  return [...kinds.values()].toSorted((a, b) => b.count - a.count);
}

export interface QuarantineReport {
  kinds: QuarantineKind[];
  silences: (Kind & { silencedAt: string })[];
  /** The kind whose records are listed: the one asked for, else the most frequent; null: there is none */
  chosen: QuarantineKind | null;
  /** A kind that was asked for and has no records: dealt with, or never there */
  missing: Kind | null;
  list: DeliveryPage;
}

/** Everything the quarantine page shows: figures and places, not what was sent. */
export async function quarantine(ctx: ReportContext, filters: QuarantineFilters): Promise<QuarantineReport> {
  const { state, kind } = filters;
  const [kinds, silences] = await Promise.all([quarantineKinds(ctx, state), listSilences()]);
  const asked = kinds.find(({ reason, path }) => reason === kind?.reason && path === kind.path);
  // All of a kind may have been dealt with just now.
  const chosen = asked ?? kinds[0];
  const shown = silences.map(({ reason, path, silencedAt }) => ({
    reason,
    path: shownPath(ctx, path),
    silencedAt: silencedAt.toISOString(),
  }));
  return {
    kinds,
    silences: [...new Map(shown.map((one) => [keyOf(one), one])).values()],
    chosen: chosen ?? null,
    missing: asked ? null : kind,
    list: chosen
      ? await pageOf(ctx, conditionsOf(ctx, chosen, state), asked ? filters : {})
      : { rows: [], newer: null, older: null },
  };
}

function conditionsOf(ctx: ReportContext, { reason, path }: Kind, state: QuarantineState): Prisma.Sql[] {
  const within = (mark: string) => Prisma.sql`substr(path, 1, ${(path ?? "").length + 1}) = ${`${path}${mark}`}`;
  const place =
    path === null
      ? Prisma.sql`path IS NULL`
      : ctx.seesPeople
        ? Prisma.sql`path = ${path}`
        : Prisma.sql`(path = ${path} OR ${within(".")} OR ${within("[")})`;
  return [Prisma.sql`state = ${state}`, Prisma.sql`reason = ${reason}`, place];
}
