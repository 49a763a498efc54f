import type { PageLinks } from "@/lib/query/links";
import type { Filter } from "@/lib/query/query";

/** A report's addresses as files. */
export interface ReportFiles {
  report: string;
  csv: string;
  ndjson: string;
}

/** Of a report under the page's filters; `ordered` where it is what the page's table shows, in its order. */
export function filesOf(
  links: PageLinks,
  report: string,
  change?: { ordered?: boolean; also?: Filter[] },
): ReportFiles {
  return { report, csv: links.export(report, "csv", change), ndjson: links.export(report, "ndjson", change) };
}
