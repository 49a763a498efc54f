import type { Formats } from "@/components/format/formats";
import { DeleteViews } from "@/components/privacy/delete-views";
import type { PageFilters } from "@/lib/query/filters";
import { filtersToSearch } from "@/lib/query/url";
import type { ReportContext } from "@/lib/reports/context";
import type { HistoryView } from "@/lib/reports/viewer-history";
import { deleteWanted } from "./delete-actions";

interface Shown {
  ctx: ReportContext;
  page: PageFilters;
  /** On whose page */
  viewer?: string;
  /** Views that the address means */
  count: number;
}

/** For administrators: all views that the page is about. */
export function DeleteShown({ ctx, page, viewer, count }: Shown) {
  if (ctx.user?.role !== "administrator" || count === 0) return null;
  const search = filtersToSearch({ ...page, page: 1, sort: undefined }).toString();
  const filtered = page.filters.length > 0 || page.q !== undefined;
  // Nobody means to delete all views of a month by a click beside ten of them.
  if (viewer === undefined && !filtered) return null;
  const views = count === 1 ? "view" : `${count.toLocaleString("en")} views`;
  const whose = viewer === undefined ? "" : " of this viewer";
  const when = page.period === "all" ? "of all time" : "in this period";
  const which =
    filtered || page.period !== "all"
      ? `the ${views}${whose} ${when}${filtered ? " under these filters" : ", all that there are"}`
      : `${count === 1 ? "the only" : "all"} ${views}${whose}`;
  return (
    <DeleteViews
      act={deleteWanted}
      fields={{ search, ...(viewer !== undefined && { viewer }) }}
      count={count}
      which={which}
      word="Delete…"
    />
  );
}

interface One {
  ctx: ReportContext;
  view: HistoryView;
  /** On whose page */
  viewer: string;
  formats: Formats;
}

/** For administrators: one view. */
export function DeleteOne({ ctx, view, viewer, formats }: One) {
  if (ctx.user?.role !== "administrator") return null;
  const which = `the view of ${view.title ?? "a video"} of ${formats.moment(view.at)}`;
  return <DeleteViews act={deleteWanted} fields={{ id: view.id, viewer }} count={1} which={which} />;
}
