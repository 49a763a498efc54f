"use server";

import { auditAlone } from "@/lib/audit";
import { requireUser } from "@/lib/auth/current-user";
import { startBackfill } from "@/lib/history/backfill-job";
import { stopHistoryJob } from "@/lib/history/job";
import { Problem } from "@/lib/problem";

/** Returns why it was not begun, or null. */
export async function beginBackfill(): Promise<string | null> {
  const { id: actor } = await requireUser("administrator");
  try {
    const { id } = await startBackfill();
    await auditAlone({ actor, action: "history.backfilled", subject: id });
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
