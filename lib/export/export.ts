import type { ReportContext } from "../reports/context";
import { askedExport } from "./asked";
import { fileName } from "./file-name";
import { streamOf, textsOf } from "./stream";

const TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  ndjson: "application/x-ndjson; charset=utf-8",
} as const;

/** The answer to a request for a report as a file: begun once nothing but the reading of rows can fail. */
export async function exported(
  ctx: ReportContext,
  name: string,
  { search, signal }: { search: URLSearchParams; signal: AbortSignal },
): Promise<Response> {
  const { report, page, format, own, window } = askedExport(ctx, name, search);
  const table = await report.table(ctx, page, { format, own, signal });
  return new Response(streamOf(textsOf(table, { format, bom: page.bom, window })), {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename="${fileName(ctx, page, name, format)}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
