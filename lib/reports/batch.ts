import type { Batch, Query } from "../query/query";
import type { ReportContext } from "./context";

/** A page's questions in the reporting zone, with what counts as completed. */
export function batchOf<const Q extends readonly Query[]>(ctx: ReportContext, queries: Q): Batch<Q> {
  const { reportingZone, completionThreshold } = ctx.settings;
  return { zone: reportingZone, completionThreshold, queries };
}
