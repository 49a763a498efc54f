/** What the deliveries page's figures and panels mean, in a sentence or two. */
export const DELIVERY_DEFINITIONS = {
  last: "When the webhook last delivered anything with a valid key. Quiet for longer than a day and five times the usual gap (95 of 100 gaps are shorter) counts as stopped.",
  count: "What came by the webhook in this time, whatever became of it; records of one delivery count singly.",
  waiting: "Deliveries that could not be counted as views, were kept whole, and have not been replayed or dismissed.",
  lag: "Half the applied views arrived within this time after Mindstamp last updated them.",
  refused:
    "Requests in this time that had no valid key, and others turned away: larger than 1 MiB, packed, broken off, or while the server was busy or its database could not be written. Nothing of them is kept but their number; Mindstamp may send them again.",
  course: "What came by the webhook, and what became of it. Files and history that were loaded by hand are left out.",
  silent:
    "Videos with at least five deliveries that have been quiet for longer than a day and five times their own usual gap, fallen silent in the last 45 days.",
  ledger:
    "Every record that came, by any way, newest first; a chunk of a file stands in one row for each outcome. The filters beside the period narrow this list, not the figures above.",
} as const;
