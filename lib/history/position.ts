import { z } from "zod";
import { db } from "../db";

const KEY = "history.backfill";
const schema = z.object({ offset: z.int().min(0) });

/** From where the views of the sender's API are still to be read: where an interrupted backfill stopped, else the start. */
export async function readOffset(): Promise<number> {
  const row = await db().read.setting.findUnique({ where: { key: KEY } });
  const parsed = row ? schema.safeParse(JSON.parse(row.value)) : null;
  return parsed?.success ? parsed.data.offset : 0;
}

export async function noteOffset(offset: number): Promise<void> {
  const value = JSON.stringify({ offset });
  await db().write((tx) => tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } }));
}
