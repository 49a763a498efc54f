import { parseFilters } from "../query/url";
import type { ReportContext } from "./context";
import { facets } from "./facets";

export interface Destination {
  /** A video's id, or a viewer's key */
  id: string;
  /** null: it has no name, or the reader may not see it */
  name: string | null;
  views: number;
}

export interface Destinations {
  videos: Destination[];
  viewers: Destination[];
}

const SHOWN = 6;
const ALL_TIME = parseFilters(new URLSearchParams("period=all")).filters;

/** Videos and viewers whose name contains a text, of any time, those with the most views first; viewers for who may see them. */
export async function destinations(ctx: ReportContext, find: string): Promise<Destinations> {
  const [videos, viewers] = await Promise.all([
    facets(ctx, ALL_TIME, "video", find),
    ctx.seesPeople && find.trim() !== "" ? facets(ctx, ALL_TIME, "viewer", find) : { values: [] },
  ]);
  const first = ({ values }: Pick<Awaited<ReturnType<typeof facets>>, "values">): Destination[] =>
    values
      .flatMap(({ value, label, views }) => (value === null ? [] : [{ id: value, name: label, views }]))
      .slice(0, SHOWN);
  return { videos: first(videos), viewers: first(viewers) };
}
