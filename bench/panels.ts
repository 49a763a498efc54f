import type Database from "better-sqlite3";

const SUMS = `COUNT(*) AS views, SUM(elapsed) AS elapsed, SUM(percentage) AS percentage, COUNT(percentage) AS percentage_known,
  SUM(CASE WHEN percentage >= 95 THEN 1 ELSE 0 END) AS completed, SUM(participation) AS participation,
  COUNT(participation) AS participation_known, SUM(correctness) AS correctness, COUNT(correctness) AS correctness_known`;
const VIEWERS = "COUNT(DISTINCT viewer_key) AS viewers";
const FAMILY = "CASE WHEN instr(browser, ' ') > 0 THEN rtrim(rtrim(browser, '0123456789.')) ELSE browser END";
const TENTH = (column: string) => `MIN(9, ${column} / 10)`;

/** The overview's panels over all time, one statement each, as a product without a store would ask them. */
export const PANELS: readonly string[] = [
  `SELECT ${SUMS}, ${VIEWERS} FROM views`,
  `SELECT strftime('%Y-%m', occurred_at / 1000, 'unixepoch') AS key, ${SUMS}, ${VIEWERS} FROM views GROUP BY key`,
  ...["video_id", "country", FAMILY, "tag1", "tag2", "tag3", "tag4", "tag5"].map(
    (key) => `SELECT ${key} AS key, ${SUMS}, ${VIEWERS} FROM views GROUP BY key ORDER BY views DESC LIMIT 8`,
  ),
  ...["percentage", "participation", "correctness"].map(
    (column) => `SELECT ${TENTH(column)} AS key, COUNT(*) AS views FROM views GROUP BY key`,
  ),
  "SELECT id FROM views ORDER BY occurred_at DESC, id DESC LIMIT 10",
];

export type Row = Record<string, number | string | null>;

export function askPanels(db: Database.Database): Row[][] {
  return PANELS.map((sql) => db.prepare(sql).all() as Row[]);
}
