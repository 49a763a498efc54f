import { ViewerMenu } from "@/components/privacy/viewer-menu";
import { isPseudonym } from "@/lib/ingest/viewer-key";
import type { ReportContext } from "@/lib/reports/context";
import { actOnExclusions, eraseViewer } from "../../settings/privacy/actions";

/** For administrators: what can be done with a person's data. */
export function ManageViewer({ ctx, viewer, views }: { ctx: ReportContext; viewer: string; views: number }) {
  if (ctx.user?.role !== "administrator") return null;
  return (
    <ViewerMenu exclude={actOnExclusions} erase={eraseViewer} isErased={isPseudonym(viewer)} {...{ viewer, views }} />
  );
}
