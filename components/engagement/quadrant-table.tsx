import type { QuadrantVideo } from "@/lib/reports/engagement";
import { RowName } from "../charts/row-name";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { METRIC_WORDS, valueWord } from "../words";

interface Props {
  videos: QuadrantVideo[];
  videoHref: (id: string) => string;
  formats: Formats;
}

/** The dots' figures; a title leads to its video. */
export function QuadrantTable({ videos, videoHref, formats }: Props) {
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">Videos by how far they are watched and how well they are answered</caption>
      <thead className="sticky top-0 z-1 bg-surface">
        <tr>
          <Th>Video</Th>
          <Th numeric className="w-16">
            {METRIC_WORDS.views}
          </Th>
          <Th numeric className="w-18">
            {METRIC_WORDS.average_watched}
          </Th>
          <Th numeric className="w-28">
            {METRIC_WORDS.correctness}
          </Th>
        </tr>
      </thead>
      <tbody>
        {videos.map(({ video, title, views, watched, correctness }) => (
          <tr key={video} className="hover:bg-sunken">
            <th scope="row" className="py-1.5 pl-4 text-left font-normal">
              <RowName href={videoHref(video)}>
                <Cut>{valueWord("video", video, title)}</Cut>
              </RowName>
            </th>
            <Td numeric>{formats.exact(views)}</Td>
            <Td numeric>{formats.percent(watched)}</Td>
            <Td numeric>{formats.percent(correctness)}</Td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
