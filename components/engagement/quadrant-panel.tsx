import type { Engagement, QuadrantVideo } from "@/lib/reports/engagement";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { METRIC_WORDS, valueWord } from "../words";

interface Props {
  videos: QuadrantVideo[];
  apart: number;
  /** Means over all views, percent; they divide the picture */
  total: Engagement["total"];
  definition: string;
  videoHref: (id: string) => string;
  formats: Formats;
  className?: string;
}

/** Pixels across: area grows with the views */
const DOT = { least: 10, most: 34 };
const CORNERS = [
  { at: "top-2 left-2", word: "Left early, answered right" },
  { at: "top-2 right-2 text-right", word: "Watched on, answered right" },
  { at: "bottom-2 left-2", word: "Left early, answered wrong" },
  { at: "right-2 bottom-2 text-right", word: "Watched on, answered wrong" },
];

/** A bad video or a bad question? Every video by how far it is watched and how well it is answered. */
export function QuadrantPanel({ videos, apart, total, definition, videoHref, formats, className }: Props) {
  const most = Math.max(1, ...videos.map(({ views }) => views));
  const { average_watched: watched, correctness } = total;
  const words = ({ video, title, views, ...at }: QuadrantVideo) =>
    `${valueWord("video", video, title)}: ${METRIC_WORDS.average_watched} ${formats.percent(at.watched)}, ${METRIC_WORDS.correctness} ${formats.percent(at.correctness)}, ${formats.exact(views)} views`;
  return (
    <Card className={className}>
      <CardHeader
        title="Watched and answered right, by video"
        definition={<Definition of="Watched and answered right, by video">{definition}</Definition>}
      >
        <p className="text-faint text-xs tabular-nums">
          n = {formats.exact(videos.length)} videos
          {apart > 0 && (
            <span title="Nothing in them was graded, or no view tells how far it got">
              {" "}
              · {formats.exact(apart)} without grades
            </span>
          )}
        </p>
      </CardHeader>
      <div className="px-4 pb-3">
        <div className="flex">
          <p className="flex w-5 items-center justify-center text-faint text-xs [writing-mode:sideways-lr]">
            {METRIC_WORDS.correctness}
          </p>
          <div className="relative h-80 flex-1 border-b border-l">
            {watched.value !== null && (
              <span
                aria-hidden
                className="absolute inset-y-0 border-control/60 border-l border-dashed"
                style={{ left: `${watched.value}%` }}
              />
            )}
            {correctness.value !== null && (
              <span
                aria-hidden
                className="absolute inset-x-0 border-control/60 border-t border-dashed"
                style={{ bottom: `${correctness.value}%` }}
              />
            )}
            {CORNERS.map(({ at, word }) => (
              <span key={word} aria-hidden className={`absolute max-w-[45%] bg-surface px-1 text-faint text-xs ${at}`}>
                {word}
              </span>
            ))}
            <ul data-plotted aria-label="Videos by how far they are watched and how well they are answered">
              {videos.map((video) => {
                const size = DOT.least + (DOT.most - DOT.least) * Math.sqrt(video.views / most);
                return (
                  <li key={video.video}>
                    <Link
                      href={videoHref(video.video)}
                      prefetch={false}
                      title={words(video)}
                      aria-label={words(video)}
                      className="-translate-x-1/2 absolute translate-y-1/2 rounded-full border border-surface bg-series-1/60 hover:z-1 hover:bg-series-1 focus-visible:z-1 focus-visible:bg-series-1"
                      style={{ left: `${video.watched}%`, bottom: `${video.correctness}%`, width: size, height: size }}
                    />
                  </li>
                );
              })}
            </ul>
            {videos.length === 0 && (
              <p className="grid h-full place-items-center text-muted">Nothing in these videos was graded.</p>
            )}
          </div>
        </div>
        <div className="ml-5 flex justify-between pt-1 text-faint text-xs tabular-nums">
          <span>{formats.percent(0)}</span>
          <span>{METRIC_WORDS.average_watched}</span>
          <span>{formats.percent(100)}</span>
        </div>
        <p className="pt-1 text-faint text-xs">Dashed: the mean of all views. Size: views.</p>
      </div>
    </Card>
  );
}
