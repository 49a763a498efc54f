import { Problem } from "../problem";
import { publicOrigin } from "./request";

/**
 * Refuses a request that another site's page may have sent with the user's cookie. Server actions are checked by Next;
 * a route handler that changes something calls this.
 */
export function requireSameOrigin({ headers }: Request): void {
  // Where browsers say it themselves, no page can make them say otherwise; over plain http they say only the origin.
  if (headers.get("sec-fetch-site") === "same-origin" || headers.get("origin") === publicOrigin(headers)) return;
  throw new Problem(403, "This can only be asked for by Viewledger’s own pages.");
}
