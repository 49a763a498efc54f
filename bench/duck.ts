import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import Database from "better-sqlite3";
import { type Ask, panels, READ } from "./panels";
import { SHIFT_MS, TIMES } from "./ten-million";

const AS_ENUM = ["video_id", "country", "browser", "tag1", "tag2", "tag3", "tag4", "tag5"] as const;
const AS_NUMBER = ["elapsed", "percentage", "participation", "correctness"] as const;

/**
 * The same views in DuckDB, in memory, as it likes them best: texts as enums, viewers as numbers, columns in order of
 * time. `many`: each view ten times, as the large benchmark's store has them.
 */
export async function askDuck(file: string, folder: string, many: boolean): Promise<{ ask: Ask; close(): void }> {
  const csv = path.join(folder, "views.csv");
  await writeCsv(file, csv);
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const duck = await instance.connect();
  await duck.run(
    `CREATE TABLE raw AS SELECT * FROM read_csv('${csv}', header = true, all_varchar = true, nullstr = '\\N')`,
  );
  for (const name of AS_ENUM)
    await duck.run(
      `CREATE TYPE ${name}_enum AS ENUM (SELECT coalesce(v, '') FROM (SELECT DISTINCT ${name} AS v FROM raw) WHERE v IS NOT NULL OR (SELECT count(${name}) FROM raw) = 0)`,
    );
  const columns = [
    ...AS_ENUM.map((name) => `${name}::${name}_enum AS ${name}`),
    ...AS_NUMBER.map((name) => `${name}::INTEGER AS ${name}`),
  ].join();
  const time = many ? "time" : "4";
  await duck.run(`CREATE TABLE views AS SELECT (substr(id, 1, 14) || ${time} || substr(id, 16))::UUID AS id,
    occurred_at::BIGINT + ${many ? `time * ${SHIFT_MS}` : 0} AS occurred_at,
    (viewer * ${TIMES} + ${time})::INTEGER AS viewer_key, ${columns}
    FROM (SELECT *, dense_rank() OVER (ORDER BY viewer_key) AS viewer FROM raw), range(${many ? TIMES : 1}) AS times(time)
    ORDER BY 2`);
  await duck.run("DROP TABLE raw");
  const statements = panels({
    month: "strftime(make_timestamp(occurred_at * 1000), '%Y-%m')",
    family: String.raw`regexp_replace(browser::VARCHAR, '\s+v?\d[\w.]*$', '')`,
  }).map((sql) => sql.replaceAll("/ 10", "// 10"));
  return {
    ask: async () => {
      const answers = [];
      for (const sql of statements) answers.push((await duck.runAndReadAll(sql)).getRowObjectsJson());
      return answers;
    },
    close: () => {
      duck.closeSync();
      instance.closeSync();
    },
  };
}

async function writeCsv(file: string, csv: string): Promise<void> {
  const db = new Database(file, { readonly: true });
  const out = createWriteStream(csv);
  let lines = `${READ.join()}\n`;
  const cell = (value: unknown) => (value === null ? "\\N" : `"${String(value).replaceAll('"', '""')}"`);
  for (const row of db.prepare(`SELECT ${READ.join()} FROM views`).raw().iterate() as Iterable<unknown[]>) {
    lines += `${row.map(cell).join()}\n`;
    if (lines.length < 1_048_576) continue;
    if (!out.write(lines)) await once(out, "drain");
    lines = "";
  }
  out.end(lines);
  await once(out, "finish");
  db.close();
}
