import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Menu } from "../ui/menu";
import { FileItem } from "./file-item";
import type { ReportFiles } from "./files";

interface Props {
  /** Of the panel */
  title: string;
  /** Its figures as files, where a report has them */
  files?: ReportFiles;
  /** Other ways to take it along, as list items */
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
      <ul>
        {files && <FileItem href={files.csv}>CSV</FileItem>}
        {files && <FileItem href={files.ndjson}>NDJSON</FileItem>}
        {children}
      </ul>
    </Menu>
  );
}
