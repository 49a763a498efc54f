import { allViewers, type ViewerRow, viewerSorts } from "../../reports/viewers";
import type { ExportReport, Row, Value } from "../report";

/** In the order of the file. Rates are in percent. */
const COLUMNS: Record<string, (row: ViewerRow) => Value> = {
  viewer: ({ viewer }) => viewer,
  viewer_name: ({ name }) => name,
  viewer_email: ({ email }) => email,
  views: ({ figures }) => figures.views.value,
  videos: ({ videos }) => videos,
  first_seen: ({ firstAt }) => firstAt,
  last_seen: ({ lastAt }) => lastAt,
  average_watched: ({ figures }) => figures.average_watched.value,
  participation: ({ figures }) => figures.participation.value,
  correctness: ({ figures }) => figures.correctness.value,
  best_correctness: ({ bestCorrectness }) => bestCorrectness,
};

/** The viewers page's table, whole: people may be too many to hold at once. */
export const viewersExport: ExportReport = {
  sorts: viewerSorts,
  async table(ctx, page) {
    const stretches = allViewers(ctx, page);
    // Read before anything is sent: whatever can fail for everybody fails here.
    const first = await stretches.next();
    return { columns: Object.keys(COLUMNS), rows: rowsOf(first, stretches) };
  },
};

async function* rowsOf(
  first: IteratorResult<ViewerRow[]>,
  others: AsyncGenerator<ViewerRow[]>,
): AsyncGenerator<readonly Row[]> {
  const cells = Object.values(COLUMNS);
  const toRow = (row: ViewerRow) => cells.map((cell) => cell(row));
  if (first.done) return;
  yield first.value.map(toRow);
  for await (const stretch of others) yield stretch.map(toRow);
}
