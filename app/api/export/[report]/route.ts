import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { exported } from "@/lib/export/export";
import { reportContext } from "@/lib/reports/context";

/** A report as CSV or NDJSON, under the filters that its page has in its address. */
export const GET = apiHandler(
  async (request: Request, { params }: { params: Promise<{ report: string }> }) => {
    const ctx = await reportContext();
    const { report } = await params;
    return exported(ctx, report, { search: new URL(request.url).searchParams, signal: request.signal });
  },
  { tokens: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
