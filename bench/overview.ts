import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openColumns } from "../lib/columns/columns";
import type { ColumnStore } from "../lib/columns/store";
import type { Batch, GroupAnswer } from "../lib/query/query";
import { overviewBatch, pageOf, timesOf } from "./asking";
import { askDuck } from "./duck";
import { type Bench, type Figure, figure, median, timed } from "./figure";
import { aMillionViews, NOW } from "./million";
import type { Ask, Row } from "./panels";
import { measureServing } from "./serving";
import { askPostgres, askSqlite } from "./sql";

const MILLION = 1_000_000;
const STORE_RUNS = 15;
const SQL_RUNS = 3;

/** The overview's batch over all time at 1 M views, from the store and in SQL on three databases with the same views. */
export const overviewBench: Bench = {
  name: "overview",
  async run() {
    const database = await aMillionViews();
    process.env.DATABASE_URL = database.url;
    const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
    const store = openColumns(database.url);
    try {
      await store.reached(1);
      const figures = await measure(store, database.file, folder);
      return [...figures, ...(await measureServing(database.url, folder, MILLION, NOW))];
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(store: ColumnStore, file: string, folder: string): Promise<Figure[]> {
  const batch = await overviewBatch(store, NOW, pageOf("all"));
  const { answers } = await store.run(batch);
  const own = await timesOf(store, batch, STORE_RUNS);
  const { bytes, views } = await store.status();
  const asks = {
    "SQL on SQLite": async () => askSqlite(file),
    "SQL on Postgres": () => askPostgres(file),
    "DuckDB in memory": () => askDuck(file, folder, false),
  };
  const others: Figure[] = [];
  for (const [name, open] of Object.entries(asks)) {
    const { ask, close } = await open();
    try {
      mustAgree(name, answers as GroupAnswer[], batch, await ask());
      const ms = await medianOf(ask);
      const goal = name.startsWith("SQL") ? 50 : 5;
      const note = `${(ms / 1_000).toFixed(2)} s, one statement a panel, the same views; answers compared and equal`;
      others.push(
        figure(`overview panels in ${name}, 1 M views, times slower`, ms / own.median, "×", "higher", goal, note),
      );
    } finally {
      await close();
    }
  }
  const inBatch = `${batch.queries.length} queries in one batch, ${own.note}`;
  return [
    figure("overview batch, all time, 1 M views", own.median, "ms", "lower", 60, inBatch),
    ...others,
    figure(
      "memory of the columns, 1 M views",
      bytes / views,
      "bytes a view",
      "lower",
      80,
      "columns, ids and their index with their spare room, without dictionaries and names",
    ),
  ];
}

export async function medianOf(ask: Ask): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < SQL_RUNS; run++) times.push(await timed(ask));
  return median(times);
}

/** A fast wrong answer would be no figure at all: totals, months and rankings must be the same. */
function mustAgree(name: string, answers: GroupAnswer[], { queries }: Batch, rows: Row[][]): void {
  const [total, months, ...rankings] = rows as [Row[], Row[], ...Row[][]];
  const ours = (by: string) => {
    const answer = answers[queries.findIndex((query) => query.kind === "groups" && query.by.join() === by)];
    if (answer === undefined) throw new Error(`The overview asks nothing by ${by}`);
    return answer;
  };
  const { sums } = ours("").groups[0] as GroupAnswer["groups"][number];
  const all = total[0] ?? {};
  const pairs: [string, unknown, unknown][] = [
    ["views", sums.views, Number(all.views)],
    ["viewers", sums.viewers, Number(all.viewers)],
    ["elapsed", sums.elapsedSum, Number(all.elapsed)],
    ["percentage", sums.percentageSum, Number(all.percentage)],
    ["completed", sums.completed, Number(all.completed)],
    ["correctness", sums.correctnessSum, Number(all.correctness)],
    ["first", sums.firstAt, Number(all.first)],
    [
      "months",
      listed(ours("month").groups.map(({ keys, sums }) => [keys[0], sums.views, sums.viewers])),
      counts(months),
    ],
  ];
  for (const [i, by] of ["video", "country", "browser", "tag1", "tag2", "tag3"].entries())
    pairs.push([
      by,
      listed(ours(by).groups.map(({ keys, sums }) => [keys[0], sums.views, sums.viewers])),
      counts((rankings[i] ?? []).slice(0, ours(by).groups.length)),
    ]);
  for (const [what, mine, theirs] of pairs)
    if (mine !== theirs) throw new Error(`The store and ${name} disagree about ${what}: ${mine} against ${theirs}`);
}

const counts = (rows: Row[]) => listed(rows.map(({ key, views, viewers }) => [key, Number(views), Number(viewers)]));
/** In one order, whatever the database's: equal counts may stand in any. */
const listed = (rows: unknown[][]) =>
  rows
    .map(([key, ...numbers]) => [key ?? "", ...numbers].join(" "))
    .sort()
    .join("; ");
