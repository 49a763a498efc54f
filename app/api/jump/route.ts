import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { reportContext } from "@/lib/reports/context";
import { destinations } from "@/lib/reports/jump";

const MAX_TEXT = 200;

/** What the palette offers for a text. */
export const GET = apiHandler(
  async (request: Request) => {
    const ctx = await reportContext();
    const find = (new URL(request.url).searchParams.get("find") ?? "").slice(0, MAX_TEXT);
    return Response.json(await destinations(ctx, find));
  },
  { tokens: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
