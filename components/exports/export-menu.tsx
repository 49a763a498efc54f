import { Menu, MenuHeading } from "../ui/menu";
import { EXPORT_WORDS } from "../words";
import { FileItem } from "./file-item";
import type { ReportFiles } from "./files";

interface Props {
  /** What the page shows, then the views behind it */
  files: ReportFiles[];
  /** The views as CSV with a column for each variable, where the reader may see variables */
  variables: string | null;
}

/** What the page is about as files, under its filters: spreadsheets take CSV, programs NDJSON. */
export function ExportMenu({ files, variables }: Props) {
  return (
    <Menu button="Export" align="end" className="w-64">
      {files.map(({ report, csv, ndjson }) => (
        <div key={report}>
          <MenuHeading>{EXPORT_WORDS[report]}</MenuHeading>
          <ul aria-label={EXPORT_WORDS[report]}>
            <FileItem href={csv}>CSV</FileItem>
            {report === "views" && variables && <FileItem href={variables}>CSV, variables as columns</FileItem>}
            <FileItem href={ndjson}>NDJSON</FileItem>
          </ul>
        </div>
      ))}
    </Menu>
  );
}
