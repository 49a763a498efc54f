import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { reportContext } from "@/lib/reports/context";
import { variableDimensions } from "@/lib/reports/facets";

/** The dimensions that only these views have: their variables, which the filter menu offers after its own. */
export const GET = apiHandler(
  async () => Response.json({ variables: await variableDimensions(await reportContext()) }),
  { tokens: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
