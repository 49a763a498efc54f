import type { HistoryJob } from "@/lib/history/job";

export const OUTCOME_WORDS: Record<keyof HistoryJob["counts"], string> = {
  applied: "new, or with something new",
  duplicate: "known already",
  stale: "older than what is known",
  quarantined: "unreadable, kept in quarantine",
};

/** Why a record of a file could not be read. */
export const REASON_WORDS: Partial<Record<string, string>> = {
  invalid_json: "not valid JSON",
  invalid_csv: "other cells than the header has columns, or quotation marks out of place",
  unclosed_quote: "a quotation mark is opened and never closed",
  invalid_utf8: "not encoded in UTF-8",
  too_large: "longer than a mebibyte",
  too_deep: "nested too deep",
  too_many_values: "too many values",
  unsafe_number: "a number that cannot be held exactly",
  not_an_object: "not a record",
  invalid_id: "the id is no UUID",
  invalid_date: "not a date",
  interaction: "an interaction, not a view",
  lead: "a lead, not a view",
  test: "no view in it",
  updated_in_future: "updated in the future",
  other_video: "known as a view of another video",
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
