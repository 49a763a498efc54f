import { existsSync } from "node:fs";
import { dialectOf } from "../db/dialects";
import { migrate, requireCurrent } from "../db/migrate";
import { type Copied, CopyRefused, type CopyStep } from "./copied";
import { readProgress } from "./progress";
import type { Place } from "./rows";
import { Copy } from "./run";

export { type Copied, CopyRefused, type CopyStep } from "./copied";

interface Options {
  /** `file:` or `postgres://` */
  from: string;
  to: string;
  signal?: AbortSignal;
  onProgress?: (step: CopyStep) => void;
}

/**
 * Copies everything from one database, as it is at this moment, into an empty one, and then compares both by counts and
 * checksums. What was cut off goes on where it stopped; what changed at the source meanwhile is copied anew. Throws
 * CopyRefused, or a MigrationError when a database does not fit this program.
 */
export async function copyDatabase({ from, to, signal, onProgress }: Options): Promise<Copied> {
  if (from === to) throw new CopyRefused("Source and target are the same database.");
  if (from.startsWith("file:") && !existsSync(from.replace(/^file:/, "")))
    throw new CopyRefused(`There is no database at ${from}.`);
  const source = await open(from, "read");
  try {
    await requireCurrent(source.dialect.name, source.connection);
    if ((await readProgress(source)) !== null)
      throw new CopyRefused("The source is itself an unfinished copy: finish that one first.");
    await source.connection.snapshot();
    await migrate(dialectOf({ DATABASE_URL: to }), to, undefined, { unfinishedCopy: true });
    const target = await open(to, "write");
    try {
      const seen = await revisionOf(source);
      const copied = await new Copy(source, target, signal, onProgress).run();
      return { ...copied, isBehind: seen !== (await revisionNow(from)) };
    } finally {
      await target.connection.close();
    }
  } finally {
    await source.connection.close();
  }
}

async function open(url: string, access: "read" | "write"): Promise<Place> {
  const dialect = dialectOf({ DATABASE_URL: url });
  return { dialect, connection: await dialect.connect(url, access) };
}

async function revisionOf({ connection }: Place): Promise<number> {
  const [row] = await connection.query("SELECT revision FROM counter WHERE id = 1");
  return Number(row?.revision);
}

/** Outside of the state that is copied. */
async function revisionNow(url: string): Promise<number> {
  const place = await open(url, "read");
  try {
    return await revisionOf(place);
  } finally {
    await place.connection.close();
  }
}
