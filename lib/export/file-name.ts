import { dayAt, formatDay } from "../query/calendar";
import type { PageFilters } from "../query/filters";
import { periodsOf } from "../query/periods";
import type { ReportContext } from "../reports/context";

/** A file's name says the report and its first and last day; both are ours, so that it is safe everywhere. */
export function fileName(ctx: ReportContext, page: PageFilters, report: string, format: string): string {
  return `viewledger-${report}-${periodName(ctx, page)}.${format}`;
}

/** The days shown, in the reporting zone. */
export function periodName(ctx: ReportContext, page: PageFilters): string {
  const zone = ctx.settings.reportingZone;
  const { from, until } = periodsOf(page, ctx.now, zone).current;
  const first = from === null ? "all" : formatDay(dayAt(from, zone));
  const last = formatDay(dayAt(until === null ? ctx.now.getTime() : until - 1, zone));
  return `${first}-to-${last}`;
}
