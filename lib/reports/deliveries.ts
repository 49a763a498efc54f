import { db } from "../db";
import { cached } from "./cached";
import type { ReportContext } from "./context";
import { type Course, deliveriesCourse } from "./deliveries-course";
import { type DeliveryFilters, spanOf } from "./deliveries-filters";
import { keyNames } from "./deliveries-keys";
import { type DeliveryPage, deliveriesList } from "./deliveries-list";
import { type QuarantineKind, quarantineKinds } from "./deliveries-quarantine";
import { type Quiet, webhookQuiet } from "./deliveries-quiet";
import { type SilentVideo, silentVideos } from "./deliveries-silent-videos";
import { videoTitles } from "./video-titles";

const REASONS_FRESH_MS = 1_000;
const MAX_REASONS = 50;

export interface DeliveriesReport {
  /** Null before the webhook's first delivery */
  quiet: Quiet | null;
  /** Nothing has come by any way */
  empty: boolean;
  course: Course;
  /** ISO instants, the second not included */
  span: { from: string; until: string };
  waiting: QuarantineKind[];
  silent: SilentVideo[];
  list: DeliveryPage;
  /** What the filters' menus offer */
  choices: { keys: [id: string, name: string][]; reasons: string[] };
  /** The filtered video's name */
  videoTitle: string | null;
}

/** What the page's filters stand on where the ledger cannot be read. */
export function unknownDeliveries(
  ctx: ReportContext,
  filters: DeliveryFilters,
): Pick<DeliveriesReport, "span" | "choices" | "videoTitle"> {
  const { from, until } = spanOf(filters, ctx.now.getTime(), ctx.settings.reportingZone);
  return {
    span: { from: new Date(from).toISOString(), until: new Date(until).toISOString() },
    choices: { keys: [], reasons: [] },
    videoTitle: null,
  };
}

/** Everything the deliveries page shows. Figures only: bodies are another question. */
export async function deliveries(ctx: ReportContext, filters: DeliveryFilters): Promise<DeliveriesReport> {
  const now = ctx.now.getTime();
  const span = spanOf(filters, now, ctx.settings.reportingZone);
  const [quiet, course, waiting, silent, list, keys, reasons, titles, any] = await Promise.all([
    webhookQuiet(now),
    deliveriesCourse(span, now),
    quarantineKinds(ctx, "open"),
    silentVideos(now),
    deliveriesList(ctx, filters, span),
    keyNames(ctx),
    knownReasons(),
    videoTitles([filters.video ?? null]),
    db().read.delivery.findFirst({ select: { id: true } }),
  ]);
  return {
    quiet,
    empty: any === null,
    course,
    span: { from: new Date(span.from).toISOString(), until: new Date(span.until).toISOString() },
    waiting,
    silent,
    list,
    choices: { keys: [...keys], reasons },
    videoTitle: filters.video ? (titles.get(filters.video) ?? null) : null,
  };
}

/** The reasons in the ledger, one step along the index each. */
function knownReasons(): Promise<string[]> {
  return cached("deliveries.reasons", REASONS_FRESH_MS, async () => {
    const reasons: string[] = [];
    for (let after = ""; reasons.length < MAX_REASONS; ) {
      const [row] = await db().read.$queryRaw<{ next: string | null }[]>`
        SELECT MIN(reason) AS next FROM deliveries WHERE reason > ${after}`;
      if (!row?.next) break;
      after = row.next;
      reasons.push(after);
    }
    return reasons;
  });
}
