import { setTimeout as sleep } from "node:timers/promises";
import { columns } from "../columns/columns";
import type { ColumnStore } from "../columns/store";
import { db } from "../db";

/** What a store that follows is behind by is milliseconds; nobody waits longer for a replica. */
const CATCHING_UP_MS = 2_000;

/** Waits until reports have what is committed by now: whoever has just changed something is to see it. */
export async function caughtUp(store: ColumnStore = columns()): Promise<void> {
  const { revision } = await db().read.counter.findFirstOrThrow({ select: { revision: true } });
  await Promise.race([store.reached(Number(revision)), sleep(CATCHING_UP_MS, undefined, { ref: false })]);
}
