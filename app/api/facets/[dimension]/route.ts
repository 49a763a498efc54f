import { valueWord } from "@/components/words";
import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { Problem } from "@/lib/problem";
import { pageLinks } from "@/lib/query/links";
import { isFilterDimension } from "@/lib/query/query";
import { parseFilters } from "@/lib/query/url";
import { reportContext } from "@/lib/reports/context";
import { facets } from "@/lib/reports/facets";

/** What the menu's page reads itself, and its order: they mean nothing here, but stay in the addresses that are answered. */
const PAGES_OWN = ["level", "metric", "tag", "by", "sort"];

/** What the filter menu offers: a dimension's values under the page's other filters, `find` to search among them. */
export const GET = apiHandler(
  async (request: Request, { params }: { params: Promise<{ dimension: string }> }) => {
    const ctx = await reportContext();
    const { dimension } = await params;
    if (!isFilterDimension(dimension)) throw new Problem(404, `There is no dimension ${dimension}.`);

    const { find = "", ...own } = Object.fromEntries(
      [...new URL(request.url).searchParams].filter(([name]) => name === "find" || PAGES_OWN.includes(name)),
    );
    const { page, links } = read(new URL(request.url).searchParams, ctx.seesPeople, own);
    const filter = page.filters.find((one) => one.dimension === dimension);
    const { values, count } = await facets(ctx, page, dimension, find);
    const stateOf = (value: string | null) =>
      filter?.include.includes(value) ? "included" : filter?.exclude.includes(value) ? "excluded" : null;
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

/** The filters of the menu's page. Throws 400 with every parameter that cannot be used. */
function read(search: URLSearchParams, people: boolean, own: Record<string, string>) {
  for (const name of ["find", ...PAGES_OWN]) search.delete(name);
  const { filters: page, ignored } = parseFilters(search, { people });
  if (ignored.length > 0)
    throw new Problem(400, "Some parameters are unknown, or not valid here.", { errors: ignored });
  return { page, links: pageLinks("", page, own) };
}

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
