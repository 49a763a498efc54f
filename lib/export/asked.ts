import { Problem } from "../problem";
import type { IgnoredParameter, PageFilters } from "../query/filters";
import { parseFilters } from "../query/url";
import type { ReportContext } from "../reports/context";
import { type Window, windowOf } from "../reports/table";
import type { ExportReport, ExportRequest } from "./report";
import { EXPORTS } from "./reports";

const FORMATS = ["csv", "ndjson"] as const;

export interface AskedExport {
  report: ExportReport;
  page: PageFilters;
  format: ExportRequest["format"];
  own: ExportRequest["own"];
  /** Only where the address names a page or its size: an export has all rows */
  window: Window | null;
}

/** What an address asks for. Throws 404 for a report that there is not, and 400 with every parameter that cannot be used. */
export function askedExport(ctx: ReportContext, name: string, search: URLSearchParams): AskedExport {
  const report = Object.hasOwn(EXPORTS, name) ? EXPORTS[name] : undefined;
  if (!report) throw new Problem(404, `There is no report of that name. There is ${Object.keys(EXPORTS).join(", ")}.`);
  const { parameters = {}, sorts } = report;
  const { filters: page, ignored } = parseFilters(search, {
    people: ctx.seesPeople,
    sort: typeof sorts === "function" ? sorts(ctx) : sorts,
    also: ["format", ...Object.keys(parameters)],
  });
  const read = <V extends string>(parameter: string, values: readonly V[]) => one(search, parameter, values, ignored);
  const format = read("format", FORMATS) ?? "csv";
  const own = Object.fromEntries(
    Object.entries(parameters).map(([parameter, values = []]) => [parameter, read(parameter, values)]),
  );
  if (page.bom && format !== "csv") ignored.push({ path: "bom", message: "counts only with format=csv" });
  if (ignored.length > 0)
    throw new Problem(400, "Some parameters are unknown, or not valid here.", { errors: ignored });
  const isPaged = ["page", "pageSize"].some((parameter) => search.get(parameter)?.trim());
  return { report, page, format, own, window: isPaged ? windowOf(page) : null };
}

/** The value of a parameter that may stand once; blank = absent. */
function one<V extends string>(
  search: URLSearchParams,
  path: string,
  values: readonly V[],
  ignored: IgnoredParameter[],
): V | undefined {
  const given = search.getAll(path).filter((value) => value.trim() !== "");
  if (given.length > 1) ignored.push({ path, message: "may stand only once" });
  const found = values.find((value) => value === given[0]);
  if (given.length > 0 && !found) ignored.push({ path, message: `must be ${values.join(" or ")}` });
  return found;
}
