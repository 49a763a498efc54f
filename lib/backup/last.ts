import { db } from "../db";

/** In the settings table: when the last backup was made, for whoever looks after this server. */
const KEY = "backup.last";

export interface LastBackup {
  /** Milliseconds since 1970 */
  at: number;
  bytes: number;
}

export async function noteBackup(last: LastBackup): Promise<void> {
  const value = JSON.stringify(last);
  await db().write((tx) => tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } }));
}

/** Null: none was made by `npm run backup`. */
export async function lastBackup(): Promise<LastBackup | null> {
  const row = await db().read.setting.findUnique({ where: { key: KEY } });
  return row === null ? null : (JSON.parse(row.value) as LastBackup);
}
