import { postgres } from "../db/postgres";
import { log } from "../log";

/**
 * What reports by SQL deserve, as measured (docs/benchmarks.md): views in order of time, and when each viewer was first
 * seen, both read from the index alone. They cost ingest a little, so a database has them only where SQL answers.
 */
const INDEXES = {
  views_sql_time_idx: `views (occurred_at DESC, id COLLATE "C" DESC) WHERE deleted_at IS NULL`,
  views_sql_viewer_idx: "views (viewer_key, occurred_at) WHERE deleted_at IS NULL",
};
/** Any number: all servers that make these take the same advisory lock. */
const LOCK = 7_203_118_246;

/** Makes the indexes that are missing, while everything goes on; another process that does so already is left to it. */
export async function makeIndexes(url: string): Promise<void> {
  const connection = await postgres.connect(url);
  try {
    const [lock] = await connection.query("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (!lock?.mine) return;
    for (const [name, place] of Object.entries(INDEXES)) {
      const [found] = await connection.query(
        "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1) AND indrelid = 'views'::regclass",
        [name],
      );
      if (found?.valid) continue;
      // One that was cut off is of no use, and stands in the way.
      if (found) await connection.query(`DROP INDEX CONCURRENTLY ${name}`);
      const began = Date.now();
      await connection.query(`CREATE INDEX CONCURRENTLY ${name} ON ${place}`);
      log().info({ index: name, ms: Date.now() - began }, "made an index for reports by SQL");
    }
  } finally {
    await connection.close();
  }
}
