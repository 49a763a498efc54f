import { Problem } from "../problem";
import type { PageFilters } from "../query/filters";
import { idCount, idsAt } from "../query/packed-ids";
import type { IdsQuery } from "../query/query";
import { batchOf } from "../reports/batch";
import type { ReportContext } from "../reports/context";
import { selectionOf } from "../reports/selection";
import { deleteViews } from "./delete-views";

/** More at once would keep their administrator waiting for minutes; what is old goes by retention. */
export const MOST_DELETED = 10_000;

/**
 * Deletes the views that an address means, for good. `told` is how many the administrator was told: should there be others by
 * now, nothing is deleted. Throws a Problem with a sentence for the user.
 */
export async function deleteSelection(ctx: ReportContext, page: PageFilters, told: number): Promise<number> {
  if (ctx.user?.role !== "administrator") throw new Problem(403, "This needs the role administrator.");
  const query: IdsQuery = { kind: "ids", ...selectionOf(ctx, page) };
  const { answers } = await ctx.store.run(batchOf(ctx, [query]));
  const { ids } = answers[0];
  const count = idCount(ids);
  if (count !== told)
    throw new Problem(409, `There are ${count} views by now, and not ${told}: nothing was deleted. Look once more.`);
  if (count > MOST_DELETED)
    throw new Problem(400, `At most ${MOST_DELETED.toLocaleString("en")} views are deleted at once: choose fewer.`);
  return deleteViews(idsAt(ids, 0, count), ctx.user.id);
}
