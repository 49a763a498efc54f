import type { PageFilters } from "../query/filters";
import { periodsOf } from "../query/periods";
import type { GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import type { NamedFilter } from "./named-filters";
import { ALWAYS } from "./selection";

/** A filter and the views that there would be in the period without it. */
export interface Loosened extends NamedFilter {
  views: number;
  /** Whether any view ever had the value, whatever the period and the other filters */
  known: boolean;
}

/** For a page on which nothing matches: which filter to drop. */
export async function loosened(ctx: ReportContext, page: PageFilters, named: NamedFilter[]): Promise<Loosened[]> {
  const { current } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      ...named.map(({ dimension, value, excluded }): GroupQuery => {
        const side = excluded ? "exclude" : "include";
        return {
          kind: "groups",
          by: [],
          metrics: [],
          ...current,
          search: page.q,
          searchPeople: ctx.seesPeople,
          filters: page.filters.map((filter) =>
            filter.dimension === dimension
              ? { ...filter, [side]: filter[side].filter((other) => other !== value) }
              : filter,
          ),
        };
      }),
      ...named.map(
        ({ dimension, value }): GroupQuery => ({
          kind: "groups",
          by: [],
          metrics: [],
          ...ALWAYS,
          filters: [{ dimension, include: [value], exclude: [] }],
        }),
      ),
    ]),
  );
  return named.map((filter, index) => ({
    ...filter,
    views: answers[index]?.total.views ?? 0,
    known: (answers[named.length + index]?.total.views ?? 0) > 0,
  }));
}
