import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { pageLinks } from "@/lib/query/links";
import { type ParseOptions, parseFilters } from "@/lib/query/url";
import { frameContext, type ReportContext } from "@/lib/reports/context";
import { namedFilters, unnamedFilters } from "@/lib/reports/named-filters";
import { answerOr } from "./answer-or";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

type Options = ParseOptions | ((ctx: ReportContext) => ParseOptions);

/** What a page was asked for: who, under which filters, in which language. What may be asked can depend on who asks. */
export async function asked(path: string, searchParams: SearchParams, given?: Options) {
  const { ctx, failure } = await frameContext();
  const options = typeof given === "function" ? given(ctx) : given;
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  const { filters: page, ignored } = parseFilters(search, { ...options, people: ctx.seesPeople });
  const own: Record<string, string> = {};
  for (const name of options?.also ?? []) {
    const value = search.get(name);
    if (value !== null && value !== "") own[name] = value;
  }
  const names = await answerOr(namedFilters(page.filters, ctx.seesPeople));
  const locale = localeOf((await headers()).get("accept-language"));
  return {
    ctx,
    /** Why no figures can be made, whatever they are; null: they can */
    failure,
    page,
    /** The parameters that the page reads itself, as they came */
    own,
    ignored,
    /** What cannot be chosen here, for the page is about one of them */
    fixed: options?.fixed ?? [],
    locale,
    formats: formats(locale, ctx.settings.reportingZone),
    links: pageLinks(path, page, own),
    /** A page does not fail for the want of a filter's name. */
    named: "value" in names ? names.value : unnamedFilters(page.filters),
  };
}

export type Asked = Awaited<ReturnType<typeof asked>>;
