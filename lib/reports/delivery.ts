import { db, Prisma } from "../db";
import { Problem } from "../problem";
import type { ReportContext } from "./context";
import { type DeliveryRow, deliveryRows, pageOf } from "./deliveries-list";
import { type BodyView, bodyView, flagsOf } from "./delivery-body";

export interface DeliveryReport {
  row: DeliveryRow;
  dismissedAt: string | null;
  /** The file and lines that an imported record stood on; null for who may not see people, whom a file's name can name */
  origin: string | null;
  /** The record's own clock, ISO; null: it names none that could be read */
  updatedAt: string | null;
  /** Why there is none, else the body */
  body: BodyView | "not for you" | "pruned" | "not kept";
  /** Fields of a view that was understood, but whose values could not be taken as they were sent */
  flags: string[];
  /** Other deliveries of the same view, newest first */
  others: DeliveryRow[];
}

/** One row of the ledger with what was sent; null: there is no such row. Bodies hold personal data. */
export async function delivery(ctx: ReportContext, id: string): Promise<DeliveryReport | null> {
  const [row] = await deliveryRows(ctx, [id]);
  if (!row) return null;
  const stored = await db().read.delivery.findUnique({
    where: { id },
    select: { body: ctx.seesPeople, updatedAt: true, dismissedAt: true, origin: ctx.seesPeople },
  });
  const iso = (at: bigint | null | undefined) => (at == null ? null : new Date(Number(at)).toISOString());
  const others =
    row.viewId === null
      ? []
      : (await pageOf(ctx, [Prisma.sql`view_id = ${row.viewId}`, Prisma.sql`id <> ${id}`], {})).rows;
  const bytes = stored?.body as Uint8Array | null | undefined;
  const flags = bytes && row.outcome !== "quarantined" ? flagsOf(bytes) : [];
  return {
    row,
    dismissedAt: iso(stored?.dismissedAt),
    origin: stored?.origin ?? null,
    updatedAt: iso(stored?.updatedAt),
    body: !ctx.seesPeople
      ? "not for you"
      : bytes
        ? bodyView(bytes, row.reason, row.path, flags)
        : row.records > 1 || (row.source !== "webhook" && row.outcome !== "quarantined")
          ? "not kept"
          : "pruned",
    flags,
    others: others.slice(0, 20),
  };
}

/** The bytes as they came. Throws a Problem: 403 for who may not see people, 404 where there are none. */
export async function deliveryBytes(ctx: ReportContext, id: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!ctx.seesPeople) throw new Problem(403, "What was sent holds personal data: it needs the role analyst.");
  const row = await db().read.delivery.findUnique({ where: { id }, select: { body: true } });
  if (!row?.body) throw new Problem(404, "There is no such delivery, or its body is not kept any more.");
  return row.body;
}
