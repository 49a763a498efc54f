import { db } from "./db";

/**
 * Takes on work that only one process on a database should do in a while: false when another has taken it on within
 * `forMs`. `name` is a key of the settings table.
 */
export async function takeLease(name: string, forMs: number, now = Date.now()): Promise<boolean> {
  const [value, before] = [String(now), String(now - forMs)];
  const taken = await db().write(
    (tx) => tx.$executeRaw`INSERT INTO settings (key, value, updated_at) VALUES (${name}, ${value}, ${new Date(now)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at WHERE settings.value < ${before}`,
  );
  return taken === 1;
}
