import type { PageLinks } from "@/lib/query/links";
import type { VideoViewer } from "@/lib/reports/video-viewers";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { ViewerLink } from "../viewers/viewer-link";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";

interface Props {
  viewers: VideoViewer[];
  count: number;
  definition: string;
  links: PageLinks;
  allHref: string;
  formats: Formats;
  className?: string;
}

/** The video's latest viewers: the average of their views beside their best. */
export function VideoViewersPanel({ viewers, count, definition, links, allHref, formats, className }: Props) {
  return (
    <Card className={className}>
      <CardHeader title="Viewers" definition={<Definition of="Viewers">{definition}</Definition>}>
        <Link href={allHref} prefetch={false} className="text-accent text-sm hover:underline">
          {count === 1 ? "See the viewer" : `See all ${formats.exact(count)}`}
        </Link>
      </CardHeader>
      <Table caption="Latest viewers of this video" className="mb-2 min-w-[46rem] table-fixed">
        <thead>
          <tr>
            <Th className="stays">Viewer</Th>
            <Th numeric className="w-16">
              {METRIC_WORDS.views}
            </Th>
            <Th numeric className="w-24">
              {METRIC_WORDS.average_watched}
            </Th>
            <Th numeric className="w-16">
              Best
            </Th>
            <Th numeric className="w-28">
              {METRIC_WORDS.correctness}
            </Th>
            <Th numeric className="w-16">
              Best
            </Th>
            <Th numeric className="w-36">
              Last view
            </Th>
          </tr>
        </thead>
        <tbody>
          {viewers.map(({ viewer, name, figures, best, lastAt }) => (
            <tr key={viewer} className="group/row hover:bg-sunken">
              <th scope="row" className="stays px-2 py-1.5 pl-4 text-left font-normal group-hover/row:bg-sunken">
                <ViewerLink {...{ viewer, name, links }} />
              </th>
              <Td numeric>{formats.exact(figures.views.value ?? 0)}</Td>
              {(["average_watched", "correctness"] as const).flatMap((metric) =>
                [figures[metric].value, best[metric]].map((value, index) => (
                  <Td key={`${metric} ${index === 0 ? "mean" : "best"}`} numeric>
                    <Figure kind="percent" value={value} reason={UNKNOWN_REASONS[metric]} formats={formats} />
                  </Td>
                )),
              )}
              <Td numeric className="text-muted">
                <time dateTime={lastAt} title={lastAt}>
                  {formats.moment(lastAt)}
                </time>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
