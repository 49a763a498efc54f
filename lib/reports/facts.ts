import type { PageFilters, Range } from "../query/filters";
import { periodsOf } from "../query/periods";
import type { GroupQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { ALWAYS, filtersOf, selectionOf } from "./selection";

/** What every page must know before it shows a figure. */
export interface Facts {
  /** Of the store, when it was asked */
  revision: number;
  /** Of any time, whatever the filters */
  viewsEver: number;
  /** In the period under the filters */
  views: number;
  /** Of any time under the filters, with the newest's ISO instant */
  anyTime: { views: number; latestAt: string | null };
  /** The time shown: ISO instants, half-open; of all time, from the first view until now */
  span: { from: string; until: string };
}

export async function facts(ctx: ReportContext, page: PageFilters): Promise<Facts> {
  const counted = (selection: Selection): GroupQuery => ({ kind: "groups", ...selection, by: [], metrics: ["span"] });
  const { answers, revision } = await ctx.store.run(
    batchOf(ctx, [
      counted({ filters: [], ...ALWAYS }),
      counted({ ...filtersOf(ctx, page), ...ALWAYS }),
      counted(selectionOf(ctx, page)),
    ]),
  );
  const [{ total: ever }, { total: anyTime }, { total: selected }] = answers;
  return {
    revision,
    viewsEver: ever.views,
    views: selected.views,
    anyTime: { views: anyTime.views, latestAt: anyTime.lastAt === null ? null : iso(anyTime.lastAt) },
    span: spanOf(ctx, page, selected.firstAt),
  };
}

/** The time that a page's address means; of all time, from the first view on. */
export function spanOf(ctx: ReportContext, page: PageFilters, firstAt: number | null = null): Facts["span"] {
  const { current } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const { from, until } = spanned(current, firstAt, ctx.now);
  return { from: iso(from), until: iso(until) };
}

/** A range with ends: without a start it begins with the first view, without an end it lasts until now. */
export function spanned({ from, until }: Range, firstAt: number | null, now: Date): { from: number; until: number } {
  const end = until ?? now.getTime() + 1;
  return { from: from ?? firstAt ?? end, until: end };
}

const iso = (ms: number) => new Date(ms).toISOString();
