import type { PageFilters } from "../query/filters";
import { periodsOf } from "../query/periods";
import type { GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import type { NamedFilter } from "./named-filters";

/** A filter and the views that there would be in the period without it. */
export interface Loosened extends NamedFilter {
  views: number;
}

/** For a page on which nothing matches: which filter to drop. */
export async function loosened(ctx: ReportContext, page: PageFilters, named: NamedFilter[]): Promise<Loosened[]> {
  const { current } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const { answers } = await ctx.store.run(
    batchOf(
      ctx,
      named.map(({ dimension, value, excluded }): GroupQuery => {
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
    ),
  );
  return named.map((filter, index) => ({ ...filter, views: answers[index]?.total.views ?? 0 }));
}
