import { valueWord } from "@/components/words";
import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { Problem } from "@/lib/problem";
import { pageLinks } from "@/lib/query/links";
import { isFilterDimension } from "@/lib/query/query";
import { parseFilters } from "@/lib/query/url";
import { reportContext } from "@/lib/reports/context";
import { facets } from "@/lib/reports/facets";

/** What the filter menu offers: a dimension's values under the page's other filters, `find` to search among them. */
export const GET = apiHandler(
  async (request: Request, { params }: { params: Promise<{ dimension: string }> }) => {
    const ctx = await reportContext();
    const { dimension } = await params;
    if (!isFilterDimension(dimension)) throw new Problem(404, `There is no dimension ${dimension}.`);

    const search = new URL(request.url).searchParams;
    const find = search.get("find") ?? "";
    search.delete("find");
    const { filters: page } = parseFilters(search, { people: ctx.seesPeople });
    const links = pageLinks("", page);
    const own = page.filters.find((filter) => filter.dimension === dimension);
    const { values, count } = await facets(ctx, page, dimension, find);
    const stateOf = (value: string | null) =>
      own?.include.includes(value) ? "included" : own?.exclude.includes(value) ? "excluded" : null;
    return Response.json({
      count,
      values: values.map(({ value, label, views }) => ({
        word: valueWord(dimension, value, label),
        views,
        state: stateOf(value),
        include: (stateOf(value) === "included" ? links.without : links.including)(dimension, value).slice(1),
        exclude: (stateOf(value) === "excluded" ? links.without : links.excluding)(dimension, value).slice(1),
      })),
    });
  },
  { tokens: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
