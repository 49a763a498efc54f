import type { Engagement, QuadrantVideo } from "@/lib/reports/engagement";
import { ChartCard } from "../charts/chart-card";
import type { Formats } from "../format/formats";
import { QuadrantPlot } from "./quadrant-plot";
import { QuadrantTable } from "./quadrant-table";

interface Props {
  videos: QuadrantVideo[];
  apart: number;
  /** Means over all views, percent */
  total: Engagement["total"];
  definition: string;
  videoHref: (id: string) => string;
  formats: Formats;
  className?: string;
}

/** A bad video or a bad question? Every video by how far it is watched and how well it is answered. */
export function QuadrantPanel({ videos, apart, total, definition, videoHref, formats, className }: Props) {
  const means = { watched: total.average_watched.value, correctness: total.correctness.value };
  return (
    <ChartCard
      title="Watched and answered right, by video"
      name="quadrant"
      definition={definition}
      className={className}
      height="h-[352px]"
      legend={
        <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-faint text-xs tabular-nums">
          <span>
            n = {formats.exact(videos.length)} {videos.length === 1 ? "video" : "videos"}
          </span>
          {apart > 0 && (
            <span title="Nothing in them was graded, or no view tells how far it got">
              {formats.exact(apart)} without grades
            </span>
          )}
          <span>Dashed: the mean of all views</span>
          <span>Size: views</span>
        </p>
      }
      chart={<QuadrantPlot {...{ videos, means, videoHref, formats }} />}
      table={<QuadrantTable {...{ videos, videoHref, formats }} />}
    />
  );
}
