import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { exposedMetrics } from "@/lib/watching/expose";

/** For Prometheus: its own token, no session. */
export const GET = apiHandler(
  async (request: Request) => {
    const { text, type } = await exposedMetrics(request.headers.get("authorization"));
    return new Response(text, { headers: { "Content-Type": type, "Cache-Control": "no-store" } });
  },
  { alone: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
