import type { Figures, MetricName } from "@/lib/reports/rates";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import type { Column } from "./data-table";

interface Options<Row> {
  metrics: readonly MetricName[];
  rows: Row[];
  figuresOf(row: Row): Figures;
  definitions: Record<MetricName, string>;
  formats: Formats;
}

/** Of the columns: as wide as their headings with an arrow and a definition. */
const WIDTHS: Record<MetricName, string> = {
  views: "w-24",
  viewers: "w-24",
  time_on_video: "w-30",
  average_watched: "w-26",
  completion: "w-28",
  participation: "w-26",
  correctness: "w-32",
};

/** A column for each metric; a bar behind the views is their size beside the largest of those shown. */
export function metricColumns<Row>({ metrics, rows, figuresOf, definitions, formats }: Options<Row>): Column<Row>[] {
  const most = Math.max(1, ...rows.map((row) => figuresOf(row).views.value ?? 0));
  return metrics.map((name) => ({
    name,
    heading: METRIC_WORDS[name],
    definition: definitions[name],
    sortable: "descending",
    numeric: true,
    className: WIDTHS[name],
    cell(row) {
      const { value } = figuresOf(row)[name];
      const figure = (
        <Figure kind={METRIC_KINDS[name]} value={value} reason={UNKNOWN_REASONS[name]} formats={formats} />
      );
      return name === "views" ? <Barred share={(value ?? 0) / most}>{figure}</Barred> : figure;
    },
  }));
}

/** A figure on a bar that grows from the right, where the figures stand. */
function Barred({ share, children }: { share: number; children: React.ReactNode }) {
  return (
    <span className="relative block phone:min-w-0 phone:flex-1">
      <span
        aria-hidden
        className="absolute -inset-y-0.5 -right-1 rounded-sm bg-bar"
        style={{ width: `calc((100% + 0.25rem) * ${share.toFixed(3)})` }}
      />
      <span className="relative">{children}</span>
    </span>
  );
}
