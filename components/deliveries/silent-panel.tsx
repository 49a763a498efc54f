import type { SilentVideo } from "@/lib/reports/deliveries-silent-videos";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { spanWord } from "./words";

interface Props {
  silent: SilentVideo[];
  definition: string;
  videoHref: (id: string) => string;
  formats: Formats;
  className?: string;
}

const MOST = 6;

/** Videos that delivered before and do not any more: was the webhook unticked? */
export function SilentPanel({ silent, definition, videoHref, formats, className }: Props) {
  return (
    <Card className={className}>
      <CardHeader
        title="Videos that fell silent"
        definition={<Definition of="Videos that fell silent">{definition}</Definition>}
      />
      {silent.length === 0 ? (
        <p className="px-4 pb-5 text-muted">None: every video that delivers regularly still does.</p>
      ) : (
        <>
          <Table caption="Videos that fell silent" className="table-fixed">
            <thead>
              <tr>
                <Th>Video</Th>
                <Th numeric className="w-24">
                  Quiet for
                </Th>
                <Th numeric className="w-28">
                  Usual gap
                </Th>
              </tr>
            </thead>
            <tbody>
              {silent.slice(0, MOST).map((video) => (
                <tr key={video.videoId} className="hover:bg-sunken">
                  <Td>
                    <Link href={videoHref(video.videoId)} prefetch={false} className="flex hover:underline">
                      <Cut>{video.title ?? `Video ${video.videoId.slice(0, 8)}`}</Cut>
                    </Link>
                  </Td>
                  <Td numeric>
                    <span title={`Last delivery ${formats.moment(video.lastAt)}`}>
                      {spanWord(video.quietMs, formats)}
                    </span>
                  </Td>
                  <Td numeric>{video.usualMs !== null && `≤ ${spanWord(video.usualMs, formats)}`}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <p className="px-4 pt-1 pb-4 text-muted text-sm">
            {silent.length > MOST && `And ${silent.length - MOST} more. `}
            Is the view webhook still ticked in the video’s settings?
          </p>
        </>
      )}
    </Card>
  );
}
