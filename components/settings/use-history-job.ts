"use client";

import { useEffect, useState } from "react";
import type { HistoryJob } from "@/lib/history/job";

const ASK_MS = 1_000;

export const isUnderWay = (job: HistoryJob | null) => job?.state === "receiving" || job?.state === "running";

/** The job as the server last told of it; asked for again and again while `watching` or while one is under way. */
export function useHistoryJob(first: HistoryJob | null, watching: boolean): HistoryJob | null {
  const [job, setJob] = useState(first);
  const asking = watching || isUnderWay(job);
  useEffect(() => {
    if (!asking) return;
    let over = false;
    const ask = async () => {
      // Away for a moment, it is asked again by the next turn.
      const answer = await fetch("/api/import").catch(() => null);
      if (over || !answer?.ok) return;
      setJob(((await answer.json()) as { job: HistoryJob | null }).job);
    };
    const timer = setInterval(ask, ASK_MS);
    void ask();
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [asking]);
  return job;
}
