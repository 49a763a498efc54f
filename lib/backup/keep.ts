import { batchesOf, type Place } from "../copy/rows";
import type { Connection } from "../db/dialect";
import { dialectOf } from "../db/dialects";
import { listed } from "../db/statement";
import type { Table } from "../db/table";
import { hasUnfinishedCopy } from "../db/unfinished-copy";
import { keepAccess, usersIn } from "./access";

/**
 * What must outlive a restore besides users' access: who was erased since the backup was made, what was done, and which
 * webhook keys are accepted. Each with what becomes of a row that the backup has too.
 */
const KEPT = {
  tombstones: `UPDATE SET pseudonym = excluded.pseudonym, counted = excluded.counted, erased_at = excluded.erased_at
    WHERE excluded.erased_at > tombstones.erased_at`,
  audit_log: "NOTHING",
  webhook_keys: "UPDATE SET expires_at = excluded.expires_at, retired_at = excluded.retired_at",
};

export interface Kept {
  /** Tombstones that the backup did not know */
  tombstones: number;
  /** Addresses of the users whose access is that of the backup: the former database does not know them, or is none */
  usersBack: string[];
  /** What could not be carried over, and why */
  warning: string | null;
}

/** Of a backup that replaces no data. */
export async function nothingKept(staged: string, warning: string | null = null): Promise<Kept> {
  const into = await dialectOf({ DATABASE_URL: "file:" }).connect(`file:${staged}`);
  try {
    return { tombstones: 0, usersBack: await usersIn(into), warning };
  } finally {
    await into.close();
  }
}

/**
 * Carries over into a backup in the making (`staged`, an SQLite file that is up to date) what the database that it replaces
 * knows better; `schema` is where in a Postgres database that is, null: in its usual place. Of a database of another lineage
 * nothing is: its tombstones mean nothing here.
 */
export async function keptOf(url: string, schema: string | null, staged: string): Promise<Kept> {
  const dialect = dialectOf({ DATABASE_URL: url });
  const sqlite = dialectOf({ DATABASE_URL: "file:" });
  const into = await sqlite.connect(`file:${staged}`);
  let from: Connection | null = null;
  try {
    from = await dialect.connect(url, "read");
    if (schema !== null) await from.script(`SET search_path TO "${schema}"`);
    if (await hasUnfinishedCopy(dialect, from)) throw new Error("it is itself an unfinished copy");
    const [ours, theirs] = [await hmacKey(into), await hmacKey(from)];
    if (ours !== theirs)
      return await nothingKept(staged, "The former database is not the one that the backup was made of.");
    await from.snapshot();
    const [here, there] = [await sqlite.shape.tables(into), await dialect.shape.tables(from)];
    let tombstones = 0;
    for (const [name, known] of Object.entries(KEPT)) {
      const [table, former] = [here, there].map((tables) => tables.find((one) => one.name === name));
      if (!table || !former) continue;
      // A database of an older program may not have all of today's columns.
      const columns = table.columns.filter(({ name }) => former.columns.some((column) => column.name === name));
      const added = await addMissing(into, { dialect, connection: from }, { ...table, columns }, known);
      if (name === "tombstones") tombstones = added;
    }
    const usersBack = await keepAccess(into, { dialect, connection: from }, { here, there });
    // Who knows the tombstones already looks at them anew.
    if (tombstones > 0)
      await into.query("UPDATE counter SET revision = revision + 1, privacy_revision = revision + 1 WHERE id = 1");
    return { tombstones, usersBack, warning: null };
  } catch (error) {
    return await nothingKept(
      staged,
      `The former database could not be read (${String(error)}): whoever was erased after the backup was made is erased again only if DATA_DIR/tombstones.json is still there.`,
    );
  } finally {
    await from?.close();
    await into.close();
  }
}

async function hmacKey(connection: Connection): Promise<string> {
  const [row] = await connection.query("SELECT hmac_key FROM counter WHERE id = 1");
  return String(row?.hmac_key);
}

/** Returns how many rows came in, or were changed as `known` says. */
async function addMissing(into: Connection, from: Place, table: Table, known: string): Promise<number> {
  const { shape } = dialectOf({ DATABASE_URL: "file:" });
  const columns = table.columns.map(({ name }) => name);
  const marks = columns.map((_, i) => `$${i + 1}`).join(", ");
  const changes = async () => Number((await into.query("SELECT total_changes() AS n"))[0]?.n);
  const before = await changes();
  for await (const batch of batchesOf(from, table)) {
    await into.begin();
    for (const row of batch)
      await into.query(
        `INSERT INTO "${table.name}" (${listed(columns)}) VALUES (${marks}) ON CONFLICT DO ${known}`,
        row.map((value, i) => shape.give(table.columns[i]?.kind ?? "text", value)),
      );
    await into.script("COMMIT");
  }
  return (await changes()) - before;
}
