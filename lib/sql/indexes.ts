import type { Connection } from "../db/dialect";
import { postgres } from "../db/postgres";
import { log } from "../log";

/**
 * What reports by SQL deserve, as measured (docs/benchmarks.md): views in order of time, and each viewer's in order of video
 * and time, of which both who is new and what is a first view are read from the index alone. They cost ingest a little, so a
 * database has them only where SQL answers.
 */
const INDEXES = {
  views_sql_time_idx: `views (occurred_at DESC, id COLLATE "C" DESC) WHERE deleted_at IS NULL`,
  views_sql_attempt_idx: `views (viewer_key, video_id, occurred_at, id COLLATE "C") WHERE deleted_at IS NULL`,
};
/** Those of earlier versions, in whose place others are. */
const FORMER = ["views_sql_viewer_idx"];
/** Any number: all servers that make these take the same advisory lock. */
const LOCK = 7_203_118_246;

/** Makes the indexes that are missing, while everything goes on; another process that does so already is left to it. */
export async function makeIndexes(url: string): Promise<void> {
  const connection = await postgres.connect(url);
  try {
    const [lock] = await connection.query("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (!lock?.mine) return;
    for (const [name, place] of Object.entries(INDEXES)) {
      const valid = await validity(connection, name);
      if (valid) continue;
      // One that was cut off is of no use, and stands in the way.
      if (valid === false) await connection.query(`DROP INDEX CONCURRENTLY ${name}`);
      const began = Date.now();
      await connection.query(`CREATE INDEX CONCURRENTLY ${name} ON ${place}`);
      log().info({ index: name, ms: Date.now() - began }, "made an index for reports by SQL");
    }
    for (const name of FORMER)
      if ((await validity(connection, name)) !== null) await connection.query(`DROP INDEX CONCURRENTLY ${name}`);
  } finally {
    await connection.close();
  }
}

/** Of an index of views; null: there is none of this name. */
async function validity(connection: Connection, name: string): Promise<boolean | null> {
  const [found] = await connection.query(
    "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1) AND indrelid = 'views'::regclass",
    [name],
  );
  return found === undefined ? null : found.valid === true;
}
