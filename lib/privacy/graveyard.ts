import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { db } from "../db";
import { env } from "../env";
import { makeFolder } from "../folder";
import { keyedHash } from "../ingest/viewer-key";
import { log } from "../log";

/**
 * The tombstones once more, beside the database: one that is restored from a backup knows nothing of erasures after it.
 * It holds keyed hashes alone; the key is in the database and its backups.
 */
const schema = z.object({
  /** Tells whether the hashes are of this database's key */
  key: z.string(),
  tombstones: z.array(z.tuple([z.string(), z.string(), z.boolean(), z.number()])),
});

const AT_ONCE = 500;
const file = () => path.join(env().DATA_DIR, "tombstones.json");

const fingerprintOf = (hmacKey: string) => keyedHash("tombstones", hmacKey);

/** Writes down all tombstones there are. */
export async function keepTombstones(): Promise<void> {
  const { hmacKey } = await db().read.counter.findFirstOrThrow({ select: { hmacKey: true } });
  const rows = await db().read.tombstone.findMany({ orderBy: { digest: "asc" } });
  if (rows.length === 0) return;
  const tombstones = rows.map(({ digest, pseudonym, counted, erasedAt }) => [
    digest,
    pseudonym,
    counted,
    Number(erasedAt),
  ]);
  makeFolder(path.dirname(file()));
  const draft = `${file()}.tmp`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ key: fingerprintOf(hmacKey), tombstones })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file());
}

/** Puts those that the database lacks into it, and the newer choices about counts. Returns how many: none, unless an older database was restored. */
export async function restoreTombstones(): Promise<number> {
  if (!existsSync(file())) return 0;
  const kept = schema.safeParse(parsed(readFileSync(file(), "utf8")));
  const { hmacKey } = await db().read.counter.findFirstOrThrow({ select: { hmacKey: true } });
  if (!kept.success || kept.data.key !== fingerprintOf(hmacKey)) {
    log().warn("tombstones.json is of another database, or damaged: erasures that it tells of cannot be repeated");
    return 0;
  }
  const known = new Map((await db().read.tombstone.findMany()).map((one) => [one.digest, one]));
  const missing = kept.data.tombstones.filter(([digest, pseudonym, counted, erasedAt]) => {
    const held = known.get(digest);
    if (held === undefined) return true;
    return erasedAt > held.erasedAt && (held.counted !== counted || held.pseudonym !== pseudonym);
  });
  for (let from = 0; from < missing.length; from += AT_ONCE)
    await db().commit(async (tx, revision) => {
      const some = missing.slice(from, from + AT_ONCE);
      // One that is there is of an older choice.
      await tx.tombstone.deleteMany({ where: { digest: { in: some.map(([digest]) => digest) } } });
      await tx.tombstone.createMany({
        data: some.map(([digest, pseudonym, counted, erasedAt]) => ({ digest, pseudonym, counted, erasedAt })),
      });
      await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    });
  return missing.length;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
