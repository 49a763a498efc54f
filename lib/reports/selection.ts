import type { PageFilters, Range } from "../query/filters";
import { periodsOf } from "../query/periods";
import type { Selection } from "../query/query";
import type { ReportContext } from "./context";

/** The views that a page's address means: those of its period under its filters. */
export function selectionOf(ctx: ReportContext, page: PageFilters): Selection {
  return { ...filtersOf(ctx, page), ...periodsOf(page, ctx.now, ctx.settings.reportingZone).current };
}

/** The same views of the compared period; null: nothing is compared. */
export function comparedSelectionOf(ctx: ReportContext, page: PageFilters): Selection | null {
  const { previous } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  return previous && { ...filtersOf(ctx, page), ...previous };
}

/** A page's filters at any time. Only who may see people may search them. */
export function filtersOf(ctx: ReportContext, page: PageFilters): Omit<Selection, keyof Range> {
  return { filters: page.filters, search: page.q, searchPeople: ctx.seesPeople };
}

export const ALWAYS: Range = { from: null, until: null };
