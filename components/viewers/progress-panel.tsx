import type { PageLinks } from "@/lib/query/links";
import type { ViewerReport } from "@/lib/reports/viewer";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { TwoLines } from "../format/two-lines";
import { WatchedBar } from "../overview/watched-bar";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { UNKNOWN_REASONS, valueWord } from "../words";

interface Props {
  viewer: string;
  report: Pick<ViewerReport, "progress" | "videos">;
  definition: string;
  links: PageLinks;
  formats: Formats;
  className?: string;
}

const SCORES = [
  { name: "first", word: "First score" },
  { name: "latest", word: "Latest" },
  { name: "best", word: "Best" },
] as const;

/** How far the person got in each video, and whether they learn. */
export function ProgressPanel({ viewer, report: { progress, videos }, definition, links, formats, className }: Props) {
  const only = { dimension: "viewer" as const, include: [viewer], exclude: [] };
  return (
    <Card className={className}>
      <CardHeader title="Progress by video" definition={<Definition of="Progress by video">{definition}</Definition>}>
        <Link
          href={links.elsewhere("/videos", { but: ["identity"], also: [only] })}
          prefetch={false}
          className="text-accent text-sm hover:underline"
        >
          {videos > progress.length ? `See all ${formats.exact(videos)}` : "See as videos"}
        </Link>
      </CardHeader>
      {progress.length === 0 ? (
        <p className="px-4 pb-4 text-muted text-sm">No view in this period.</p>
      ) : (
        <Table caption="Progress by video" className="mb-2 min-w-[42rem] table-fixed">
          <thead>
            <tr>
              <Th className="stays max-md:w-44">Video</Th>
              <Th numeric className="w-16">
                Views
              </Th>
              <Th className="w-36 pl-4">Best watched</Th>
              {SCORES.map(({ name, word }) => (
                <Th key={name} numeric className="w-20">
                  {word}
                </Th>
              ))}
              <Th numeric className="w-36">
                Last view
              </Th>
            </tr>
          </thead>
          <tbody>
            {progress.map(({ video, title, figures, bestWatched, scores, lastAt }) => (
              <tr key={video ?? ""} className="group/row hover:bg-sunken">
                <th scope="row" className="stays px-2 py-1.5 pl-4 text-left font-normal group-hover/row:bg-sunken">
                  {video === null ? (
                    <span className="text-muted italic">{valueWord("video", null, null)}</span>
                  ) : (
                    <Link
                      href={links.elsewhere(`/videos/${video}`, { but: ["video", "identity"], also: [only] })}
                      prefetch={false}
                      className="flex hover:underline"
                    >
                      <TwoLines>{valueWord("video", video, title)}</TwoLines>
                    </Link>
                  )}
                </th>
                <Td numeric>{formats.exact(figures.views.value ?? 0)}</Td>
                <Td className="pl-4">
                  <WatchedBar percentage={bestWatched} formats={formats} />
                </Td>
                {SCORES.map(({ name }) => (
                  <Td key={name} numeric>
                    <Figure
                      kind="percent"
                      value={scores[name]}
                      reason={UNKNOWN_REASONS.correctness}
                      formats={formats}
                    />
                  </Td>
                ))}
                <Td numeric className="text-muted">
                  <time dateTime={lastAt} title={lastAt}>
                    {formats.moment(lastAt)}
                  </time>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
