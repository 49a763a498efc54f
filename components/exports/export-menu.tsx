import { Menu, MenuHeading } from "../ui/menu";
import { EXPORT_WORDS } from "../words";
import { FileLink } from "./file-link";
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
        <section key={report} aria-label={EXPORT_WORDS[report]}>
          <MenuHeading>{EXPORT_WORDS[report]}</MenuHeading>
          <FileLink href={csv}>CSV</FileLink>
          {report === "views" && variables && <FileLink href={variables}>CSV, variables as columns</FileLink>}
          <FileLink href={ndjson}>NDJSON</FileLink>
        </section>
      ))}
    </Menu>
  );
}
