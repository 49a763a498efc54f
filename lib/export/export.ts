import { auditAlone } from "../audit";
import { log } from "../log";
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
  await noteExport(ctx, name, format);
  const table = await report.table(ctx, page, { format, own, signal });
  return new Response(streamOf(textsOf(table, { format, bom: page.bom, window })), {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename="${fileName(ctx, page, name, format)}"`,
      "Cache-Control": "private, no-store",
    },
  });
}

/** Reports whose rows are people or their views. */
const OF_PEOPLE = new Set(["viewers", "views"]);

/** Who took people's data away with them. A database that cannot be written just now keeps nobody from reading. */
async function noteExport({ user, seesPeople }: ReportContext, report: string, format: string): Promise<void> {
  if (user === null || !seesPeople || !OF_PEOPLE.has(report)) return;
  await auditAlone({ actor: user.id, action: "data.exported", details: { report, format } }).catch((error: unknown) =>
    log().warn({ error: String(error) }, "an export was not noted"),
  );
}
