import { VIDEO_SORTS, type VideoRow, videos } from "../../reports/videos";
import { metricCells } from "../metric-cells";
import { wholeTable } from "../report";

/** The videos page's table, whole. */
export const videosExport = wholeTable<VideoRow>({
  sorts: VIDEO_SORTS,
  read: async (ctx, page) => (await videos(ctx, page, { offset: 0 })).rows,
  columns: {
    video_id: ({ video }) => video,
    video_title: ({ title }) => title,
    ...metricCells(({ figures }) => figures),
    last_seen: ({ lastAt }) => lastAt,
  },
});
