import type { FilterDimension } from "@/lib/query/query";
import type { MetricName } from "@/lib/reports/rates";
import type { TagCross } from "@/lib/reports/tag-cross";
import type { Tag } from "@/lib/reports/tags";
import { ChartImageItems } from "../charts/chart-image-items";
import { HeatLegend } from "../charts/heat-legend";
import { countClasses, heatColour, PERCENT_CLASSES } from "../charts/heat-scale";
import { PanelMenu } from "../exports/panel-menu";
import { Cut } from "../format/cut";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { SegmentedLinks } from "../ui/segmented";
import { Table, Th } from "../ui/table";
import { DIMENSION_WORDS, METRIC_WORDS, UNKNOWN_REASONS, valueWord } from "../words";

interface Props {
  tag: Tag;
  word: string;
  cross: TagCross;
  definition: string;
  /** Address with another dimension or metric */
  href: (change: { by?: TagCross["dimension"]; metric?: MetricName }) => string;
  filterHref: (dimension: FilterDimension, value: string | null) => string;
  formats: Formats;
}

const DIMENSIONS = ["video", "country"] as const;
export const CROSS_METRICS = ["views", "average_watched", "participation", "correctness"] as const;

/** Values against videos or countries, the darker the more. */
export function TagCrossPanel({ tag, word, cross, definition, href, filterHref, formats }: Props) {
  const known = cross.cells.flat().flatMap(({ value }) => value ?? []);
  const kind = METRIC_KINDS[cross.metric];
  const classes = kind === "percent" ? PERCENT_CLASSES : countClasses(Math.max(1, ...known));
  const title = `${word} × ${DIMENSION_WORDS[cross.dimension].toLowerCase()}`;
  return (
    <Card className="min-w-0">
      <CardHeader
        title={title}
        definition={<Definition of={title}>{definition}</Definition>}
        menu={
          <PanelMenu title={title}>
            <ChartImageItems title={title} name="tag-cross" />
          </PanelMenu>
        }
      >
        <div className="flex flex-wrap gap-2">
          <SegmentedLinks
            label="Against"
            choices={DIMENSIONS.map((by) => ({
              href: href({ by }),
              word: DIMENSION_WORDS[by],
              current: by === cross.dimension,
            }))}
          />
          <SegmentedLinks
            label="Figure"
            choices={CROSS_METRICS.map((metric) => ({
              href: href({ metric }),
              word: METRIC_WORDS[metric],
              current: metric === cross.metric,
            }))}
          />
        </div>
      </CardHeader>
      <div data-legend>
        <HeatLegend
          classes={classes}
          of={METRIC_WORDS[cross.metric]}
          format={kind === "percent" ? formats.percent : formats.exact}
        />
      </div>
      <Table data-boxes caption={title} className="mb-2 min-w-[56rem] table-fixed">
        <thead>
          <tr>
            <Th className="w-44 stays max-md:w-32">{word}</Th>
            {cross.columns.map(({ value, label }) => (
              <Th key={value ?? ""} numeric>
                <Link
                  href={filterHref(cross.dimension, value)}
                  scroll={false}
                  prefetch={false}
                  title={valueWord(cross.dimension, value, label)}
                  className="block truncate hover:underline"
                >
                  {valueWord(cross.dimension, value, label)}
                </Link>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cross.rows.map((row, y) => (
            <tr key={row ?? ""}>
              <th
                scope="row"
                className={`stays px-2 py-1.5 pl-4 text-left font-normal ${row === null ? "text-muted italic" : ""}`}
              >
                <Link href={filterHref(tag, row)} scroll={false} prefetch={false} className="flex hover:underline">
                  <Cut>{valueWord(tag, row, row)}</Cut>
                </Link>
              </th>
              {cross.columns.map(({ value: column }, x) => {
                const { value = null, views = 0 } = cross.cells[y]?.[x] ?? {};
                return (
                  <td key={column ?? ""} className="p-0.5 last:pr-4">
                    <span
                      className="block rounded-sm px-2 py-1 text-right text-ink tabular-nums"
                      style={{ backgroundColor: heatColour(value, classes) }}
                      title={`${formats.exact(views)} views`}
                    >
                      <Figure
                        kind={kind}
                        value={value}
                        reason={views === 0 ? "There is no such view" : UNKNOWN_REASONS[cross.metric]}
                        formats={formats}
                      />
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
