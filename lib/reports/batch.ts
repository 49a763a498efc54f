import { Problem } from "../problem";
import { withNested } from "../query/among";
import { isPersonal } from "../query/personal";
import type { Batch, Query } from "../query/query";
import type { ReportContext } from "./context";

/**
 * A page's questions in the reporting zone, with what counts as completed. Every question passes here: one that would
 * tell a reader of people who may not see them is refused, whatever address or report it came from.
 */
export function batchOf<const Q extends readonly Query[]>(ctx: ReportContext, queries: Q): Batch<Q> {
  if (!ctx.seesPeople && queries.flatMap(withNested).some(tellsOfPeople))
    throw new Problem(403, "This needs the role analyst.");
  const { reportingZone, completionThreshold } = ctx.settings;
  return { zone: reportingZone, completionThreshold, queries };
}

/** By variables, personal links or what addresses say, by names in searches, or by names in an order. */
function tellsOfPeople(query: Query): boolean {
  if (query.searchPeople || query.filters.some(({ dimension }) => isPersonal(dimension))) return true;
  if (query.kind !== "groups") return false;
  return query.by.some(isPersonal) || (query.by[0] === "viewer" && query.order?.by === "name");
}
