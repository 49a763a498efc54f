import type { HistoryJob } from "@/lib/history/job";

export const OUTCOME_WORDS: Record<keyof HistoryJob["counts"], string> = {
  applied: "new, or with something new",
  duplicate: "known already",
  stale: "older than what is known",
  quarantined: "unreadable, kept in quarantine",
};

type Ended = "done" | "failed" | "stopped" | "interrupted";

export const ENDED_WORDS: Record<Ended, Record<HistoryJob["kind"], string>> = {
  done: {
    import: "is stored",
    rehearsal: "was looked through, and nothing stored yet",
    backfill: "Mindstamp’s API was read to its end",
  },
  failed: {
    import: "was not read to its end",
    rehearsal: "was not read to its end",
    backfill: "Mindstamp’s API was not read to its end",
  },
  stopped: {
    import: "was stopped",
    rehearsal: "was stopped",
    backfill: "Reading Mindstamp’s API was stopped",
  },
  interrupted: {
    import: "was interrupted when the server stopped",
    rehearsal: "was interrupted when the server stopped",
    backfill: "Reading Mindstamp’s API was interrupted when the server stopped",
  },
};

/** What to do about it. */
export const ENDED_ADVICE: Partial<Record<Ended, Record<HistoryJob["kind"], string>>> = {
  stopped: {
    import: "Bring it in again to go on: what is stored is passed over.",
    rehearsal: "",
    backfill: "Start it again to go on from there.",
  },
  interrupted: {
    import: "Bring it in again: what is stored is passed over.",
    rehearsal: "Start it again.",
    backfill: "Start it again to go on from there.",
  },
};
