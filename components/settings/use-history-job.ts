"use client";

import { useCallback, useEffect, useState } from "react";
import type { HistoryJob } from "@/lib/history/job";

const ASK_MS = 1_000;

export const isUnderWay = (job: HistoryJob | null) => job?.state === "receiving" || job?.state === "running";

async function ask(): Promise<HistoryJob | null | undefined> {
  // Away for a moment, it is asked again by the next turn.
  const answer = await fetch("/api/import").catch(() => null);
  return answer?.ok ? ((await answer.json()) as { job: HistoryJob | null }).job : undefined;
}

/** The job as the server last told of it; asked for again and again while `watching` or while one is under way. */
export function useHistoryJob(first: HistoryJob | null, watching: boolean) {
  const [job, setJob] = useState(first);
  const asking = watching || isUnderWay(job);
  const renew = useCallback(async () => {
    const told = await ask();
    if (told !== undefined) setJob(told);
  }, []);
  useEffect(() => {
    if (!asking) return;
    const timer = setInterval(() => void renew(), ASK_MS);
    return () => clearInterval(timer);
  }, [asking, renew]);
  return { job, renew };
}
