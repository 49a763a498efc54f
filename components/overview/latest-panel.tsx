import type { ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import type { LatestView } from "@/lib/reports/latest-views";
import { Cut } from "../format/cut";
import { Figure, Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { ViewerLink } from "../viewers/viewer-link";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import { WatchedBar } from "./watched-bar";

interface Props {
  views: LatestView[];
  definition: string;
  links: PageLinks;
  videoHref: (id: string) => string;
  formats: Formats;
  /** Before its corner */
  actions?: ReactNode;
  /** In its corner */
  menu?: ReactNode;
  className?: string;
}

/** The newest views, one a row. */
export function LatestPanel({ views, definition, links, videoHref, formats, actions, menu, className }: Props) {
  return (
    <Card className={className}>
      <CardHeader title="Latest views" definition={<Definition of="Latest views">{definition}</Definition>} menu={menu}>
        {actions}
      </CardHeader>
      <Table caption="Latest views" className="mb-2 min-w-[66rem] table-fixed">
        <thead>
          <tr>
            <Th className="w-40 stays">When</Th>
            <Th className="w-[16%]">Viewer</Th>
            <Th>Video</Th>
            <Th className="w-36">{METRIC_WORDS.average_watched}</Th>
            <Th numeric className="w-24">
              {METRIC_WORDS.participation}
            </Th>
            <Th numeric className="w-28">
              {METRIC_WORDS.correctness}
            </Th>
            <Th className="w-[18%] pl-6">Place</Th>
          </tr>
        </thead>
        <tbody>
          {views.map((view) => (
            <tr key={view.id} className="group/row hover:bg-sunken">
              <Td className="whitespace-nowrap stays text-muted tabular-nums group-hover/row:bg-sunken">
                <time dateTime={view.at} title={view.at}>
                  {formats.moment(view.at)}
                </time>
              </Td>
              <Td>
                <ViewerLink viewer={view.viewerKey} name={view.viewer} links={links} />
              </Td>
              <Td>
                <VideoName view={view} videoHref={videoHref} />
              </Td>
              <Td>
                <WatchedBar percentage={view.percentage} formats={formats} />
              </Td>
              {(["participation", "correctness"] as const).map((metric) => (
                <Td key={metric} numeric>
                  <Figure kind="percent" value={view[metric]} reason={UNKNOWN_REASONS[metric]} formats={formats} />
                </Td>
              ))}
              <Td className="pl-6">
                <Place view={view} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function VideoName({ view, videoHref }: { view: LatestView; videoHref: Props["videoHref"] }) {
  if (view.videoId === null) return <Unknown reason="The sender named no video" />;
  return (
    <Link
      href={videoHref(view.videoId)}
      scroll={false}
      prefetch={false}
      className="-my-0.5 flex py-0.5 hover:underline"
    >
      <Cut>{view.videoTitle ?? `Video ${view.videoId.slice(0, 8)}`}</Cut>
    </Link>
  );
}

function Place({ view }: { view: LatestView }) {
  const place = [view.city, view.country].filter(Boolean).join(", ");
  if (!place) return <Unknown reason="The sender could not locate the viewer" />;
  return (
    <span className="flex text-muted">
      <Cut>{place}</Cut>
    </span>
  );
}
