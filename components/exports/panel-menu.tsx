import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Menu } from "../ui/menu";
import { FileLink } from "./file-link";
import type { ReportFiles } from "./files";

interface Props {
  /** Of the panel */
  title: string;
  /** Its figures as files, where a report has them */
  files?: ReportFiles;
  /** Other ways to take it along */
  children?: ReactNode;
}

/** In the corner of a panel: what it shows as a file, whole. */
export function PanelMenu({ title, files, children }: Props) {
  return (
    <Menu
      button={<Download aria-hidden size={14} />}
      label={`Download “${title}”`}
      variant="quiet"
      chevron={false}
      align="end"
    >
      {files && <FileLink href={files.csv}>CSV</FileLink>}
      {files && <FileLink href={files.ndjson}>NDJSON</FileLink>}
      {children}
    </Menu>
  );
}
