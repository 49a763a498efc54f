import { stat } from "node:fs/promises";
import { db } from "../db";

/** Bytes that the database takes: all of Postgres's, or the SQLite file with its log. */
export async function databaseBytes(): Promise<number> {
  const { dialect, url, read } = db();
  if (dialect.name === "postgres") {
    const [row] = await read.$queryRaw<{ bytes: bigint }[]>`SELECT pg_database_size(current_database()) AS bytes`;
    return Number(row?.bytes ?? 0);
  }
  const file = url.replace(/^file:/, "");
  const sizes = await Promise.all(["", "-wal"].map((ending) => stat(file + ending).catch(() => ({ size: 0 }))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** 1; throws where it does not. */
export async function databaseAnswers(): Promise<number> {
  await db().read.$queryRaw`SELECT revision FROM counter WHERE id = 1`;
  return 1;
}
