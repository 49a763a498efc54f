"use server";

import { requireUser } from "@/lib/auth/current-user";
import { startBackfill } from "@/lib/history/backfill-job";
import { stopHistoryJob } from "@/lib/history/job";
import { Problem } from "@/lib/problem";

/** Returns why it was not begun, or null. */
export async function beginBackfill(): Promise<string | null> {
  await requireUser("administrator");
  try {
    await startBackfill();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

export async function stopHistory(): Promise<void> {
  await requireUser("administrator");
  await stopHistoryJob();
}
