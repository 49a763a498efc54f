import type { OutcomeName } from "@/lib/reports/deliveries-filters";
import type { Formats } from "../format/formats";

/** What became of a delivery, in the order in which charts stack it. */
export const OUTCOME_WORDS: Record<OutcomeName, string> = {
  applied: "Applied",
  duplicate: "Duplicate",
  stale: "Out of date",
  quarantined: "Quarantined",
};

export const OUTCOME_MEANINGS: Record<OutcomeName, string> = {
  applied: "It told something new, and the view was changed.",
  duplicate: "Everything in it was known already.",
  stale: "A newer delivery of the same view had come before.",
  quarantined: "It could not be counted as a view, and was kept whole.",
};

/** Of bars and dots. */
export const OUTCOME_COLOURS: Record<OutcomeName, string> = {
  applied: "var(--series-1)",
  duplicate: "var(--control)",
  stale: "var(--series-4)",
  quarantined: "var(--series-2)",
};

/** Of a field whose value could not be taken as it was sent. */
export const FLAG_WORDS = {
  title: "Not taken as sent",
  why: "The field cannot have such a value and is left unknown, or characters that no database stores were replaced.",
} as const;

export const SOURCE_WORDS = {
  webhook: "Webhook",
  import: "File",
  backfill: "Mindstamp’s API",
  demo: "Sample data",
} as const;

export const PERIOD_WORDS = {
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
} as const;

export const STATE_WORDS = { open: "Waiting", dismissed: "Dismissed", replayed: "Replayed" } as const;

interface ReasonWords {
  title: string;
  /** Why it could not be counted, and what helps */
  why: string;
}

const REASONS: Record<string, ReasonWords> = {
  test: { title: "Test or empty body", why: "There is no view in it: the test button of Mindstamp sends such bodies." },
  interaction: {
    title: "Interaction webhook",
    why: "This address takes view webhooks. In Mindstamp the interaction webhook points here as well: remove it there, or silence it here.",
  },
  lead: {
    title: "Lead webhook",
    why: "This address takes view webhooks. In Mindstamp the lead webhook points here as well: remove it there, or silence it here.",
  },
  not_an_object: { title: "Not an object", why: "A view is a JSON object; this is another kind of value." },
  unknown_shape: {
    title: "View in an unknown place",
    why: "There seems to be a view in it, but not where Viewledger looks for one. A newer version may know it.",
  },
  invalid_id: { title: "Invalid id", why: "A view is known by its id, a UUID. This one has none that could be used." },
  invalid_date: {
    title: "Invalid date",
    why: "The field holds no date that exists, or none from 1990 to 2199. Guessing one would be wrong; a newer version of Viewledger may read it: then replay it.",
  },
  updated_in_future: {
    title: "Updated in the future",
    why: "Its updated_at was more than 10 minutes ahead of this server’s clock. Check the clock; when the time has come, replay it.",
  },
  other_video: {
    title: "Another video",
    why: "The same view id came with another video before. Replay it once the other view is gone.",
  },
  content_type: {
    title: "Not JSON by its type",
    why: "It came as a form or as XML. Mindstamp sends JSON. If its text is JSON, download the raw bytes and bring them in as a file, in Settings.",
  },
  invalid_utf8: { title: "Broken text", why: "Its bytes are not valid UTF-8: something on the way damaged it." },
  invalid_json: { title: "Invalid JSON", why: "The text breaks JSON’s rules: it may have been cut off on its way." },
  too_deep: {
    title: "Nested too deeply",
    why: "Its values are nested more than 64 levels deep, which no view of Mindstamp’s is.",
  },
  too_many_keys: { title: "Too many keys", why: "It has more than 5,000 keys." },
  too_many_values: { title: "Too many values", why: "It has more values than a view can have." },
  too_many_records: {
    title: "Too many records",
    why: "An array takes at most 2,000 views. Download its raw bytes and bring them in as a file, in Settings.",
  },
  unsafe_number: {
    title: "Number too exact",
    why: "It holds a number that would be rounded. Numbers that long should come as text.",
  },
  invalid_csv: {
    title: "Broken row",
    why: "It has other cells than the header has columns, or quotation marks out of place.",
  },
  unclosed_quote: {
    title: "Quotation mark not closed",
    why: "A quotation mark is opened in this line of the file and never closed.",
  },
  too_large: {
    title: "Too long",
    why: "It is longer than a mebibyte: what should have ended it is missing, or a whole list stands in one record.",
  },
  unstorable: { title: "Not storable", why: "The database refused this record; the server’s log says why." },
};

export function reasonWords(reason: string): ReasonWords {
  const known = REASONS[reason];
  if (known) return known;
  const title = reason.replaceAll("_", " ");
  return { title: title.charAt(0).toUpperCase() + title.slice(1), why: "It could not be counted as a view." };
}

/** A kind of quarantined record in a few words. */
export function kindWord({ reason, path }: { reason: string; path: string | null }): string {
  return path === null ? reasonWords(reason).title : `${reasonWords(reason).title} in ${path}`;
}

/** 40 s, 3 h 5 m, 12 days: of a time that may be long. */
export function spanWord(ms: number, formats: Formats): string {
  const days = ms / 86_400_000;
  return days >= 3 ? `${formats.exact(days)} days` : formats.duration(ms / 1_000);
}

/** A bucket of the chart: a day, a week's Monday, a month, or an hour. */
export function bucketWord(label: string, style: "axis" | "full", formats: Formats): string {
  if (label.length <= 10) return formats.bucket(label, style);
  return style === "axis" ? formats.time(label) : formats.moment(label);
}
