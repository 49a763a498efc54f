import type { ExportReport } from "./report";
import { daysExport } from "./reports/days";
import { engagementExport } from "./reports/engagement";
import { geographyExport } from "./reports/geography";
import { overviewExport } from "./reports/overview";
import { tagsExport } from "./reports/tags";
import { videosExport } from "./reports/videos";
import { viewersExport } from "./reports/viewers";
import { viewsExport } from "./reports/views";

/** Every report that can leave as a file, under the name that its address has. */
export const EXPORTS: Record<string, ExportReport> = {
  overview: overviewExport,
  days: daysExport,
  videos: videosExport,
  tags: tagsExport,
  geography: geographyExport,
  engagement: engagementExport,
  viewers: viewersExport,
  views: viewsExport,
};
