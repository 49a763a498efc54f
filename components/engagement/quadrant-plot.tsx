import type { QuadrantVideo } from "@/lib/reports/engagement";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";
import { METRIC_WORDS, valueWord } from "../words";

interface Props {
  videos: QuadrantVideo[];
  /** Means over all views, percent; they divide the picture */
  means: { watched: number | null; correctness: number | null };
  videoHref: (id: string) => string;
  formats: Formats;
}

/** Pixels across: area grows with the views */
const DOT = { least: 10, most: 34 };
const CORNERS = [
  { at: "top-2 left-2", word: "Left early, answered right" },
  { at: "top-2 right-2 text-right", word: "Watched on, answered right" },
  { at: "bottom-2 left-2", word: "Left early, answered wrong" },
  { at: "right-2 bottom-2 text-right", word: "Watched on, answered wrong" },
];

/** Each video as a dot that leads to it. */
export function QuadrantPlot({ videos, means: { watched, correctness }, videoHref, formats }: Props) {
  const most = Math.max(1, ...videos.map(({ views }) => views));
  const words = ({ video, title, views, ...at }: QuadrantVideo) =>
    `${valueWord("video", video, title)}: ${METRIC_WORDS.average_watched} ${formats.percent(at.watched)}, ${METRIC_WORDS.correctness} ${formats.percent(at.correctness)}, ${formats.exact(views)} views`;
  return (
    <div data-boxes className="px-1">
      <div className="flex">
        <p className="flex w-5 items-center justify-center text-faint text-xs [writing-mode:sideways-lr]">
          {METRIC_WORDS.correctness}
        </p>
        <div className="relative h-80 flex-1 border-b border-l">
          {watched !== null && (
            <span
              aria-hidden
              className="absolute inset-y-0 border-control/60 border-l border-dashed"
              style={{ left: `${watched}%` }}
            />
          )}
          {correctness !== null && (
            <span
              aria-hidden
              className="absolute inset-x-0 border-control/60 border-t border-dashed"
              style={{ bottom: `${correctness}%` }}
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
    </div>
  );
}
