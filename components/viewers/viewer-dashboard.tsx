import type { ReactNode } from "react";
import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { MetricName } from "@/lib/reports/rates";
import type { ViewerReport } from "@/lib/reports/viewer";
import type { HistoryView } from "@/lib/reports/viewer-history";
import type { Formats } from "../format/formats";
import { Notice } from "../ui/notice";
import { HistoryPanel } from "./history-panel";
import { IdentityPanel } from "./identity-panel";
import { ProgressPanel } from "./progress-panel";
import { ViewerFigures } from "./viewer-figures";

interface Props {
  viewer: string;
  report: ViewerReport;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  tagLabels: Partial<Record<string, string>>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
  /** What can be done with the views shown here, and with one of them */
  viewsActions?: ReactNode;
  viewAction?: (view: HistoryView) => ReactNode;
}

/** One person: who they are, how they do, and every view of theirs. */
export function ViewerDashboard(props: Props) {
  const { viewer, report, definitions, tagLabels, page, links, formats, viewsActions, viewAction } = props;
  const { metrics, panels } = definitions;
  return (
    <div className="grid grid-cols-12 items-start gap-4">
      <div className="col-span-12">
        <ViewerFigures report={report} definitions={metrics} formats={formats} />
      </div>
      {report.readOnly !== null && (
        <Notice className="col-span-12">
          Identity and scores come from the newest {formats.exact(report.readOnly)} of these views; all figures come
          from all of them.
        </Notice>
      )}
      <IdentityPanel
        identity={report.identity}
        definition={panels.identity}
        className="col-span-12 h-full xl:col-span-4"
        {...{ viewer, formats }}
      />
      <ProgressPanel
        definition={panels.progress}
        className="col-span-12 h-full min-w-0 xl:col-span-8"
        {...{ viewer, report, links, formats }}
      />
      <HistoryPanel
        definition={panels.history}
        className="col-span-12 min-w-0"
        {...{ viewer, report, tagLabels, page, links, formats, viewsActions, viewAction }}
      />
    </div>
  );
}
