import pg from "pg";
import { openColumns } from "../lib/columns/columns";
import { copyDatabase } from "../lib/copy/copy";
import { ReadPlace } from "../lib/db/read-place";
import { startPostgres } from "../lib/db/testing/postgres";
import { makeIndexes } from "../lib/sql/indexes";
import { openSql } from "../lib/sql/store";
import { overviewBatch, pageOf, timesOf } from "./asking";
import { type Bench, type Figure, figure, median, timed } from "./figure";
import { aMillionViews, NOW } from "./million";
import { INDEXED } from "./panels";
import { askPanels } from "./sql";

const RUNS = 3;
const STORE_RUNS = 9;

/** The overview's batch over all time at 1 M views by SQL, beside one statement a panel and beside the column store. */
export const executorsBench: Bench = {
  name: "sql",
  async run() {
    const { url } = await aMillionViews();
    process.env.DATABASE_URL = url;
    const server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await copyDatabase({ from: url, to: server.url });
      // What a product that asked a statement a panel would have, beside what this one makes.
      for (const column of INDEXED) await client.query(`CREATE INDEX ON views (${column})`);
      await makeIndexes(server.url);
      await client.query("VACUUM ANALYZE views");
      await client.query("SET work_mem = '256MB'");
      await client.query("SET jit = off");
      return await measure(url, server.url, client);
    } finally {
      await client.end();
      await server.stop();
    }
  },
};

async function measure(sqliteUrl: string, postgresUrl: string, client: pg.Client): Promise<Figure[]> {
  const columns = openColumns(sqliteUrl);
  const sql = openSql(new ReadPlace(postgresUrl, undefined));
  try {
    await columns.reached(1);
    const batch = await overviewBatch(columns, NOW, pageOf("all"));
    const month = await overviewBatch(columns, NOW, pageOf("30d"));
    for (const asked of [batch, month]) {
      const [right, own] = [await columns.run(asked), await sql.run(asked)];
      if (JSON.stringify(right.answers) !== JSON.stringify(own.answers)) throw new Error("The two executors disagree");
    }
    const panels = askPanels(client);
    const [plain, own]: [number[], number[]] = [[], []];
    // In turn, so that whatever else the machine does meets both.
    for (let run = 0; run < RUNS; run++) {
      plain.push(await timed(panels));
      own.push((await timesOf(sql, batch, 1)).median);
    }
    const stored = await timesOf(columns, batch, STORE_RUNS);
    const [latest, storedLatest] = [await timesOf(sql, month, RUNS), await timesOf(columns, month, STORE_RUNS)];
    const [ms, plainMs] = [median(own), median(plain)];
    const said = `${seconds(ms)} for ${batch.queries.length} queries, answers compared and equal; a statement a panel ${seconds(plainMs)}`;
    const times = (slower: number, quick: number) => `${seconds(slower)} for the store's ${quick.toFixed(0)} ms`;
    return [
      figure(
        "overview batch by SQL on Postgres, 1 M views, beside a statement a panel",
        ms / plainMs,
        "×",
        "lower",
        0.5,
        said,
      ),
      figure(
        "… beside the column store, all time, times slower",
        ms / stored.median,
        "×",
        "lower",
        300,
        times(ms, stored.median),
      ),
      figure(
        "… the last 30 days",
        latest.median / storedLatest.median,
        "×",
        "lower",
        300,
        times(latest.median, storedLatest.median),
      ),
    ];
  } finally {
    await columns.close();
    await sql.close();
  }
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
