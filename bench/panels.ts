/** How one database says what the others say otherwise. */
export interface Words {
  /** The text `YYYY-MM` of `occurred_at`, which is in ms, in UTC */
  month: string;
  /** `browser` without its version */
  family: string;
}

const VIEWERS = "COUNT(DISTINCT viewer_key) AS viewers";
const known = (column: string) => `SUM(${column}) AS ${column}, COUNT(${column}) AS ${column}_known`;
const ALL = `COUNT(*) AS views, ${VIEWERS}, SUM(elapsed) AS elapsed, ${known("percentage")},
  SUM(CASE WHEN percentage >= 95 THEN 1 ELSE 0 END) AS completed, ${known("participation")}, ${known("correctness")}`;
const OF_VIDEOS = `COUNT(*) AS views, ${VIEWERS}, ${known("percentage")}, ${known("participation")}, ${known("correctness")}`;
const OF_PLACES = `COUNT(*) AS views, ${VIEWERS}`;
const OF_TAGS = `COUNT(*) AS views, ${VIEWERS}, ${known("percentage")}, ${known("correctness")}`;

/** The overview's panels over all time, one statement each with the sums it shows, as a product without a store asks. */
export function panels({ month, family }: Words): string[] {
  const ranking = (key: string, sums: string) =>
    `SELECT ${key} AS key, ${sums} FROM views GROUP BY 1 ORDER BY views DESC LIMIT 8`;
  return [
    `SELECT ${ALL}, MIN(occurred_at) AS first, MAX(occurred_at) AS last FROM views`,
    `SELECT ${month} AS key, ${ALL} FROM views GROUP BY 1`,
    ranking("video_id", OF_VIDEOS),
    ranking("country", OF_PLACES),
    ranking(family, OF_PLACES),
    ...[1, 2, 3, 4, 5].map((number) => ranking(`tag${number}`, OF_TAGS)),
    ...["percentage", "participation", "correctness"].map(
      (column) =>
        `SELECT CASE WHEN ${column} >= 90 THEN 9 ELSE ${column} / 10 END AS key, COUNT(*) AS views FROM views GROUP BY 1`,
    ),
    "SELECT id FROM views ORDER BY occurred_at DESC, id DESC LIMIT 10",
  ];
}

/** What the panels read of a view. */
export const READ = [
  ...["id", "occurred_at", "viewer_key", "video_id", "country", "browser", "tag1", "tag2", "tag3", "tag4", "tag5"],
  ...["elapsed", "percentage", "participation", "correctness"],
] as const;
/** What a product that answered from SQL would have indexed. */
export const INDEXED = ["occurred_at", "video_id", "country", "tag1", "viewer_key"] as const;

/** One panel's rows: counts as numbers, keys as texts. */
export type Row = Record<string, unknown>;
/** Asks all panels, one after another. */
export type Ask = () => Promise<Row[][]>;
