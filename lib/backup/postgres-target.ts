import path from "node:path";
import { copyDatabase } from "../copy/copy";
import type { Connection } from "../db/dialect";
import { dialectOf } from "../db/dialects";
import { listed } from "../db/statement";
import { hasUnfinishedCopy, markUnfinishedCopy, UNFINISHED_COPY } from "../db/unfinished-copy";
import { type Target, TELLING } from "./target";

/** The comment on a schema whose restore has not ended: the next one learns from it what the former database knew. */
const UNDER_WAY = "Viewledger: put aside by a restore that has not ended";
const ENDED = "Viewledger: put aside by a restore";

/** A schema of a Postgres database, to which the backup is copied. */
export function postgresTarget(url: string, dataDir: string): Target {
  const dialect = dialectOf({ DATABASE_URL: url });
  const staged = path.join(dataDir, "restoring.db");
  const using = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await dialect.connect(url);
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  };
  return {
    staged,
    look: () =>
      using(async (connection) => {
        const others = await connection.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'`,
        );
        const inUse = others.length > 0 ? `The database has ${others.length} other connections.` : null;
        const tables = (await tablesOf(connection)).filter((table) => TELLING.includes(table));
        let hasData = false;
        if (!(await hasUnfinishedCopy(dialect, connection)))
          for (const table of tables)
            hasData ||= (await connection.query(`SELECT 1 FROM "${table}" LIMIT 1`)).length > 0;
        return { exists: tables.length > 0, hasData, inUse, aside: hasData ? null : await asideOf(connection) };
      }),
    async replace({ found, aside, onProgress }) {
      const isLeftOver = await using((connection) => hasUnfinishedCopy(dialect, connection));
      const ours = await tablesOfBackup(staged);
      const kept = found.exists && !isLeftOver ? aside : found.aside;
      await using(async (connection) => {
        await connection.script("BEGIN");
        if (isLeftOver) {
          // Of what another program keeps there nothing is dropped.
          const left = (await tablesOf(connection)).filter((table) => ours.includes(table));
          await connection.script(`DROP TABLE ${listed(left)} CASCADE`);
        } else if (found.exists) {
          await connection.script(`CREATE SCHEMA "${aside}"`);
          for (const table of await tablesOf(connection))
            await connection.script(`ALTER TABLE "${table}" SET SCHEMA "${aside}"`);
          if (found.hasData) await connection.script(`COMMENT ON SCHEMA "${aside}" IS '${UNDER_WAY}'`);
        }
        // From here on no server takes it for an empty database, and no restore for the former one.
        await markUnfinishedCopy(connection);
        await connection.script("COMMIT");
      });
      await copyDatabase({ from: `file:${staged}`, to: url, onProgress });
      if (kept !== null) await using((connection) => connection.script(`COMMENT ON SCHEMA "${kept}" IS '${ENDED}'`));
      return kept === null ? null : `schema ${kept}`;
    },
  };
}

async function tablesOf(connection: Connection): Promise<string[]> {
  const rows = await connection.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
  );
  return rows.map((row) => String(row.table_name));
}

async function asideOf(connection: Connection): Promise<string | null> {
  const [row] = await connection.query(
    `SELECT nspname FROM pg_namespace n WHERE obj_description(oid, 'pg_namespace') = $1
      AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'counter')
      ORDER BY nspname DESC LIMIT 1`,
    [UNDER_WAY],
  );
  return row === undefined ? null : String(row.nspname);
}

/** All that a copy of it makes elsewhere. */
async function tablesOfBackup(staged: string): Promise<string[]> {
  const sqlite = dialectOf({ DATABASE_URL: "file:" });
  const connection = await sqlite.connect(`file:${staged}`, "read");
  try {
    const tables = await sqlite.shape.tables(connection);
    return [...tables.map(({ name }) => name), "_prisma_migrations", UNFINISHED_COPY];
  } finally {
    await connection.close();
  }
}
