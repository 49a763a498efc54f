import Database from "better-sqlite3";
import { openColumns } from "../lib/columns/columns";
import type { ColumnStore } from "../lib/columns/store";
import type { PageFilters } from "../lib/query/filters";
import { type Bench, type Figure, figure, median, percentile, timed } from "./figure";
import { filledDatabase, NOW } from "./million";
import { askPanels, type Row } from "./panels";
import { measureServing } from "./serving";

const VIEWS = 1_000_000;
const STORE_RUNS = 15;
const SQL_RUNS = 3;

/** The overview's report over all time at 1 M views, from the store and as SQL on the same file. */
export const overviewBench: Bench = {
  name: "overview",
  async run() {
    const database = await filledDatabase(VIEWS);
    process.env.DATABASE_URL = database.url;
    const store = openColumns(database.url);
    try {
      await store.reached(1);
      const figures = await measure(store, database.file);
      await store.close();
      return [...figures, ...(await measureServing(database.url, VIEWS, NOW))];
    } finally {
      await store.close();
      await (await import("../lib/db")).db().close();
      database.remove();
    }
  },
};

async function measure(store: ColumnStore, file: string): Promise<Figure[]> {
  const { overview } = await import("../lib/reports/overview");
  const { systemContext } = await import("../lib/reports/context");
  const { bytes, views } = await store.status();
  const page = (threshold: number): PageFilters => ({
    period: "all",
    compare: "previous",
    filters: [],
    page: threshold,
    pageSize: 20,
    bom: false,
  });
  const context = await systemContext(new Date(NOW), store);
  const sql = new Database(file, { readonly: true });
  const ask = (threshold: number) =>
    overview({ ...context, settings: { ...context.settings, completionThreshold: threshold } }, page(1));
  const figures = await ask(95);
  const rows = askPanels(sql);
  mustAgree(figures, rows);

  // Another threshold is another question: no answer comes from the store's memory of answers.
  const fromStore: number[] = [];
  for (let run = 0; run < STORE_RUNS; run++) fromStore.push(await timed(() => ask(50 + run)));
  const fromSql: number[] = [];
  for (let run = 0; run < SQL_RUNS; run++) fromSql.push(await timed(() => askPanels(sql)));
  sql.close();
  const [own, other] = [median(fromStore), median(fromSql)];
  const note = `${views.toLocaleString("en")} views, all time, 18 queries in one batch and hydration; p95 ${percentile(fromStore, 0.95).toFixed(0)} ms`;
  return [
    figure("overview report, 1 M views", own, "ms", "lower", 100, note),
    figure(
      "the same panels in SQL on SQLite, times slower",
      other / own,
      "×",
      "higher",
      50,
      `${(other / 1000).toFixed(2)} s, one statement a panel, indexed and analysed; answers compared and equal`,
    ),
    figure(
      "memory of the columns",
      bytes / views,
      "bytes a view",
      "lower",
      80,
      "columns, ids and their index with their spare room, without dictionaries",
    ),
  ];
}

type Overview = Awaited<ReturnType<typeof import("../lib/reports/overview").overview>>;

/** A fast wrong answer would be no figure at all. */
function mustAgree(found: Overview, [total, , videos, countries, browsers, tag1]: Row[][]): void {
  const card = (name: string) => found.cards.find((one) => one.name === name)?.value ?? null;
  const all = total?.[0] ?? {};
  const rate = (sum: unknown, known: unknown) => Number(sum) / Number(known);
  const pairs: [string, unknown, unknown][] = [
    ["views", card("views"), all.views],
    ["viewers", card("viewers"), all.viewers],
    ["time", card("time_on_video"), all.elapsed],
    ["watched", card("average_watched"), rate(all.percentage, all.percentage_known)],
    ["participation", card("participation"), rate(all.participation, all.participation_known)],
    ["correctness", card("correctness"), rate(all.correctness, all.correctness_known)],
    ...(
      [
        ["videos", found.videos, videos],
        ["countries", found.countries, countries],
        ["browsers", found.browsers, browsers],
        ["tag1", found.tags.tag1, tag1],
      ] as const
    ).map(([name, ranking, rows]): [string, unknown, unknown] => [
      name,
      JSON.stringify(ranking.rows.map((row) => [row.value, row.figures.views?.value, row.figures.viewers?.value])),
      JSON.stringify(rows?.map((row) => [row.key, row.views, row.viewers])),
    ]),
  ];
  for (const [name, ours, theirs] of pairs)
    if (ours !== theirs)
      throw new Error(`Store and SQL disagree about ${name}: ${String(ours)} against ${String(theirs)}`);
}
