import clsx from "clsx";
import type { ReactNode } from "react";
import type { ReportFiles } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { SegmentedRadios } from "../ui/segmented";
import { ChartImageItems } from "./chart-image-items";

interface Props {
  title: string;
  definition: string;
  /** Of its switch; one on a page */
  name: string;
  /** Switches that stand before the one between chart and table */
  switches?: ReactNode;
  /** Between header and chart: legend, what is left out */
  legend?: ReactNode;
  chart: ReactNode;
  /** The same figures; always there for screen readers */
  table: ReactNode;
  /** The figures as files, where a report has them */
  files?: ReportFiles;
  /** Of chart and table, a height class */
  height?: string;
  /** Below both */
  footer?: ReactNode;
  className?: string;
}

/** A chart with its figures as a table behind a switch, in a box that keeps its size. */
export function ChartCard({ title, definition, name, switches, legend, chart, table, files, footer, ...look }: Props) {
  return (
    <Card className={clsx("group/chart flex flex-col", look.className)}>
      <CardHeader
        title={title}
        definition={<Definition of={title}>{definition}</Definition>}
        menu={
          <PanelMenu title={title} files={files}>
            <ChartImageItems title={title} name={name} />
          </PanelMenu>
        }
      >
        <div className="flex flex-wrap gap-2">
          {switches}
          <SegmentedRadios
            name={name}
            label={`Show ${title} as`}
            choices={[
              { value: "chart", word: "Chart" },
              { value: "table", word: "Table" },
            ]}
          />
        </div>
      </CardHeader>
      {legend && <div data-legend>{legend}</div>}
      <div className={clsx("relative mt-auto", look.height ?? "h-72")}>
        <div data-chart className="h-full px-3 pb-3 group-has-[input[value=table]:checked]/chart:invisible">
          {chart}
        </div>
        <div className="scroll-down has-[>section:focus-visible]:-outline-offset-2 absolute inset-0 not-group-has-[input[value=table]:checked]/chart:sr-only has-[>section:focus-visible]:outline-2 has-[>section:focus-visible]:outline-accent">
          {/* Where the keyboard is while it scrolls the table: its rows may hold nothing that takes the focus. */}
          <section
            aria-label={`${title}, as a table`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached
            tabIndex={0}
            className="absolute inset-x-0 top-0 h-px outline-none if-table"
          />
          {table}
        </div>
      </div>
      {footer}
    </Card>
  );
}
