import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openColumns } from "../lib/columns/columns";
import type { ColumnStore } from "../lib/columns/store";
import type { Filter } from "../lib/query/query";
import { alone, overviewBatch, pageOf, type Times, timesOf, valuesOf } from "./asking";
import { askDuck } from "./duck";
import { type Bench, type Figure, figure } from "./figure";
import { aMillionViews, NOW } from "./million";
import { medianOf } from "./overview";
import { measureServing } from "./serving";
import { manifoldSnapshot } from "./ten-million";

const RUNS = 25;

/** Ten million views: a start from the snapshot, pages of all kinds, a serving process, and DuckDB beside them. */
export const largeBench: Bench = {
  name: "large",
  async run() {
    const database = await aMillionViews();
    process.env.DATABASE_URL = database.url;
    const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
    try {
      const { file, views } = await manifoldSnapshot(database.url, folder);
      const began = performance.now();
      const store = openColumns(database.url, file);
      try {
        await store.reached(1);
        await store.run(await overviewBatch(store, NOW, pageOf("all")));
        const seconds = (performance.now() - began) / 1_000;
        const note =
          "from opening the store until the overview's batch is answered; the names of its people are there too";
        const start = figure("first answer after start with a snapshot, 10 M views", seconds, "s", "lower", 5, note);
        const answers = await measure(store);
        await store.close();
        const duck = await besideDuck(database.file, folder, answers[0]?.value ?? Number.NaN);
        return [start, ...answers, duck, ...(await measureServing(database.url, folder, views, NOW))];
      } finally {
        await store.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(store: ColumnStore): Promise<Figure[]> {
  const [videos, tags] = [await valuesOf(store, "video"), await valuesOf(store, "tag1")];
  const one = (dimension: "video" | "tag1", values: string[]): Filter[] => [
    { dimension, include: [values[values.length >> 1] ?? null], exclude: [] },
  ];
  const found: Figure[] = [];
  const take = (name: string, { median, note }: Times, goal: number) =>
    found.push(figure(`${name}, 10 M views`, median, "ms", "lower", goal, note));
  for (const [name, page, goal] of [
    ["all time", pageOf("all"), 400],
    ["last 30 days", pageOf("30d"), 100],
    ["one video", pageOf("all", one("video", videos)), 100],
    ["one tag", pageOf("all", one("tag1", tags)), 100],
  ] as const)
    take(`overview batch, ${name}`, await timesOf(store, await overviewBatch(store, NOW, page), RUNS), goal);
  take("viewers list, any page", await slowest(store, VIEWERS), 250);
  const [country = null] = await valuesOf(store, "country");
  const there: Filter[] = [{ dimension: "country", include: [country], exclude: [] }];
  take(
    "geography drill-down",
    await slowest(store, {
      countries: { by: ["country"], metrics: PLACES },
      "regions of the largest": { by: ["region"], metrics: PLACES, filters: there },
      "its cities": { by: ["city"], metrics: PLACES, filters: there },
    }),
    250,
  );
  const { bytes, views } = await store.status();
  const note = "columns, ids and their index, without dictionaries and names";
  return [...found, figure("memory of the columns, 10 M views", bytes / views, "bytes a view", "lower", 80, note)];
}

type Question = Parameters<typeof alone>[0];

const PLACES = ["viewers", "elapsed", "percentage", "participation", "correctness"] as const;
const LIST = {
  ...{ by: ["viewer"], metrics: ["videos", "span", "percentage", "participation", "correctness"], limit: 50 },
} satisfies Question;
const VIEWERS: Record<string, Question> = {
  "first by views": { ...LIST, order: { by: "views", descending: true } },
  "first by last view": { ...LIST, order: { by: "last", descending: true } },
  "first by name": { ...LIST, order: { by: "name", descending: false } },
  "page 1,000 by views": { ...LIST, order: { by: "views", descending: true }, offset: 50_000 },
  "page 20,000 by last view": { ...LIST, order: { by: "last", descending: true }, offset: 1_000_000 },
};

/** The slowest of some questions, each of them noted. */
async function slowest(store: ColumnStore, questions: Record<string, Question>): Promise<Times> {
  const times: [string, Times][] = [];
  for (const [name, question] of Object.entries(questions))
    times.push([name, await timesOf(store, alone(question), RUNS)]);
  return {
    median: Math.max(...times.map(([, { median }]) => median)),
    note: `the slowest of: ${times.map(([name, { median }]) => `${name} ${median.toFixed(0)} ms`).join(", ")}`,
  };
}

async function besideDuck(file: string, folder: string, own: number): Promise<Figure> {
  const { ask, close } = await askDuck(file, folder, true);
  try {
    await ask();
    const ms = await medianOf(ask);
    const note = `${(ms / 1_000).toFixed(2)} s, one statement a panel, the same views: enums, numbered viewers, in order of time, in memory`;
    return figure("overview panels in DuckDB in memory, 10 M views, times slower", ms / own, "×", "higher", 5, note);
  } finally {
    close();
  }
}
