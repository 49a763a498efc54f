import { ExportMenu } from "@/components/exports/export-menu";
import { filesOf } from "@/components/exports/files";
import type { PageFilters } from "@/lib/query/filters";
import { pageLinks } from "@/lib/query/links";
import type { Asked } from "./asked";

interface Props {
  asked: Asked;
  /** What the address means here */
  page: PageFilters;
  reports: readonly string[];
}

/** A page's reports as files, and the views behind them. */
export function Exports({ asked: { ctx }, page, reports }: Props) {
  const links = pageLinks("", page);
  const views = filesOf(links, "views");
  return (
    <ExportMenu
      files={[...reports.map((report, i) => filesOf(links, report, { ordered: i === 0 })), views]}
      variables={ctx.seesPeople ? `${views.csv}&variables=columns` : null}
    />
  );
}
