import type { Interval } from "@/lib/query/filters";
import type { FilterDimension, VariableDimension } from "@/lib/query/query";
import type { Notable } from "@/lib/reports/notable";
import type { MetricName } from "@/lib/reports/rates";

/** What the user reads, in one place. */
export const METRIC_WORDS: Record<MetricName, string> = {
  views: "Views",
  viewers: "Viewers",
  time_on_video: "Time on video",
  average_watched: "Watched",
  completion: "Completed",
  participation: "Took part",
  correctness: "Answered right",
};

/** Why a figure can be unknown: said where an en dash or "n unknown" stands. */
export const UNKNOWN_REASONS: Record<MetricName, string> = {
  views: "",
  viewers: "",
  time_on_video: "The sender gave no believable start and finish",
  average_watched: "The sender did not say how much was watched",
  completion: "The sender did not say how much was watched",
  participation: "The video has no interactions to take part in",
  correctness: "There was nothing to grade",
};

export const DIMENSION_WORDS: Record<Exclude<FilterDimension, VariableDimension>, string> = {
  video: "Video",
  group: "Video group",
  country: "Country",
  region: "Region",
  city: "City",
  browser: "Browser",
  tag1: "Tag 1",
  tag2: "Tag 2",
  tag3: "Tag 3",
  tag4: "Tag 4",
  tag5: "Tag 5",
  plink: "Personal link",
  viewer: "Viewer",
  screen: "Screen",
  source: "UTM source",
  medium: "UTM medium",
  campaign: "UTM campaign",
  attempt: "First or repeat",
  identity: "Known or anonymous",
  percentage: METRIC_WORDS.average_watched,
  participation: METRIC_WORDS.participation,
  correctness: METRIC_WORDS.correctness,
};

/** By what a person is known. */
export const IDENTITY_WORDS = {
  name: "Names",
  email: "E-mail addresses",
  phone: "Phone numbers",
  customId: "Custom ids",
} as const;

/** What stands for views without a value. */
export const NONE_WORDS: Partial<Record<FilterDimension, string>> = {
  video: "No video named",
  country: "Unknown country",
  region: "Unknown region",
  city: "Unknown city",
  browser: "Unknown browser",
  plink: "No personal link",
  group: "No group",
  screen: "Unknown screen",
  source: "No UTM source",
  medium: "No UTM medium",
  campaign: "No UTM campaign",
  attempt: "No video named",
  percentage: "unknown",
  participation: "no interactions",
  correctness: "nothing to grade",
};
export const NONE_WORD = "No value";

/** Values that are the product's own, not the sender's. */
const VALUE_WORDS: Partial<Record<FilterDimension, Record<string, string>>> = {
  attempt: { first: "First time", repeat: "Watched before" },
  identity: { identified: "Identified", anonymous: "Anonymous" },
};

export const PERIOD_WORDS = {
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  "12m": "Last 12 months",
  all: "All time",
  custom: "Custom dates",
} as const;

export const COMPARE_WORDS = {
  previous: "previous period",
  year: "a year before",
  none: "nothing",
} as const;

/** The bucket that holds now. */
export const NOW_WORDS = { day: "today", week: "this week", month: "this month" } as const;

/** What has the most views. */
export const BEST_WORDS = { day: "Best day", week: "Best week", month: "Best month" } as const;

export const INTERVAL_WORDS = { day: "Day", week: "Week", month: "Month" } as const;

/** A tag's name: what the administrator calls it, else its number; a variable's is its key. */
export function dimensionWord(dimension: FilterDimension, tagLabels: Partial<Record<string, string>>): string {
  const fixed: Partial<Record<string, string>> = DIMENSION_WORDS;
  return tagLabels[dimension] ?? fixed[dimension] ?? dimension.replace(/^var:/, "");
}

/** A value as people know it; `label` null means that it has no name. */
export function valueWord(dimension: FilterDimension, value: string | null, label: string | null): string {
  if (value === null) return NONE_WORDS[dimension] ?? NONE_WORD;
  if (dimension === "percentage" || dimension === "participation" || dimension === "correctness")
    return rangeWord(value);
  return VALUE_WORDS[dimension]?.[value] ?? label ?? `${dimensionWord(dimension, {})} ${value.slice(0, 8)}`;
}

/** The same beside its dimension's name, which then need not be said twice. */
export function filterWord(dimension: FilterDimension, value: string | null, label: string | null): string {
  const word = valueWord(dimension, value, label);
  const name = `${dimensionWord(dimension, {})} `;
  return value !== null && label === null && word.startsWith(name) ? `${word.slice(name.length)}…` : word;
}

/** A range of percent: "0-49" is "under 50 %", "80-100" "80 % or more". */
function rangeWord(range: string): string {
  const [from = "", to = from] = range.split("-");
  if (from === to || (from === "0" && to === "100")) return `${range.replace("-", "–")} %`;
  if (from === "0") return `under ${Number(to) + 1} %`;
  return to === "100" ? `${from} % or more` : `${from}–${to} %`;
}

/** Whom nobody named: the start of the key tells such viewers apart. */
export function viewerWord(key: string): string {
  // A key of a sender is lower case, so none looks like this.
  if (/^x-(?=.*[A-Z])[\w-]{22}$/.test(key)) return `Erased viewer ${key.slice(2, 6)}`;
  return `Viewer ${key.replace(/^[ecv]-/, "").slice(0, 6)}`;
}

/** Reports as files, under the names that their addresses have. */
export const EXPORT_WORDS: Record<string, string> = {
  overview: "Figures",
  days: "Figures by day",
  videos: "Videos",
  viewers: "Viewers",
  tags: "Tags",
  geography: "Places",
  engagement: "Distributions",
  views: "Views, one a row",
};

export const SERIES_WORDS = {
  views: "Views",
  viewers: "Viewers",
  previous: "Compared views",
  partial: "so far",
} as const;

/** What rose and fell. */
export const MOVED_WORDS = {
  title: "What changed",
  nothing: "No video, tag or country has more or fewer views than before.",
  caption: (word: string) => `${word}: largest changes`,
  before: "Before",
  now: "Now",
  change: "Change",
  views: "views",
  new: "new",
  gone: "none now",
} as const;

export const REACH_WORDS = {
  reached: "Got to",
  typical: "Usual for videos of this length",
  stopped: "Stopped",
} as const;

/** "1 view", "1,234 views" */
export function countWord(count: number, noun: string, formats: { exact(value: number): string }): string {
  return count === 1 ? `1 ${noun}` : `${formats.exact(count)} ${noun}s`;
}

/** Why a span stands out: "Best day, 3.1 × the usual 80". */
export function notableWord(
  { best, usual, views }: Notable,
  interval: Interval,
  formats: { exact(value: number): string; magnitude(value: number): string },
): string {
  const against = (typical: number) =>
    typical === 0 ? "usually none" : `${formats.magnitude(views / typical)} × the usual ${formats.exact(typical)}`;
  return [best ? BEST_WORDS[interval] : "", usual === null ? "" : against(usual)].filter(Boolean).join(", ");
}

export const LIVE_WORDS = {
  updated: (seconds: number) => (seconds < 2 ? "updated now" : `updated ${seconds} s ago`),
  stale: (seconds: number) => `not updated for ${seconds} s`,
  paused: "updates paused",
  pause: "Pause updates",
  goOn: "Go on updating",
  /** Views that came; 0: only what is known of some changed */
  fresh: (views: number) => (views === 0 ? "Something changed · show" : `${views} new · show`),
} as const;

export const PALETTE_WORDS = {
  open: "Jump to a page, video or viewer",
  placeholder: "Jump to …",
  results: "Places to jump to",
  shortcuts: "Keyboard shortcuts",
  searching: "Searching …",
  nothing: "Nothing of that name.",
  failed: "Videos and viewers could not be searched. Try again.",
} as const;

export const TABLE_WORDS = {
  order: "Order by",
} as const;

export const SEGMENT_WORDS = {
  button: "Saved",
  menu: "Saved filters",
  everybody: "shared with everybody",
  name: "Name of these filters",
  share: "Share with everybody",
  save: "Save these filters",
  remove: (name: string) => `Delete ${name}`,
} as const;
