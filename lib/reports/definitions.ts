import type { MetricName } from "./rates";

/** What each figure means, in a sentence; docs/metrics.md has the whole rule. */
export function definitions(completionThreshold: number): Record<MetricName, string> {
  return {
    views: "Each sitting of one person with one video, counted once however often it is delivered.",
    viewers:
      "Different people, told apart by viewer id, else e-mail, else custom id; a view with none of them counts as one.",
    time_on_video:
      "Time from start to finish of all views together, pauses included; views without a finish are left out.",
    average_watched: "How much of its video a view saw, on average, over the views that tell.",
    completion: `Share of views that saw at least ${completionThreshold} % of their video, of the views that tell.`,
    participation:
      "How many of a video's interactions a view engaged with, on average; views of videos without any are left out.",
    correctness:
      "How many gradable questions a view answered right, on average; views with nothing to grade are left out, never counted as 0.",
  };
}

/** What each panel shows. */
export const PANEL_DEFINITIONS = {
  series:
    "Views and different people in each span of the reporting time zone; a person who comes on two days counts on both. Dots mark the best span, and spikes: at least twice the median of the seven before and the seven after, and ten views more.",
  rhythm: "Views by weekday and hour at which they began, on the clocks of the reporting time zone.",
  moved:
    "The videos, tags and countries whose views rose or fell the most, counted in views, since the compared period.",
  videos: "The videos with the most views in this period.",
  countries: "Where the views came from, as the sender located them.",
  browsers: "The viewers' browser families, versions taken together.",
  tags: "Values passed in the video's address or collected in the video, such as campaign, class or customer.",
  watched: "How many views saw how much of their video, in tenths.",
  participation: "How many views engaged with how many of their video's interactions, in tenths.",
  correctness: "How many views answered how much right, in tenths of their gradable questions.",
  reach:
    "Share of views whose furthest point is at least this second, of the views that tell. The band is the middle half of your other videos of similar length.",
  stops:
    "Where views stopped, of the views that tell. A view that stopped in the last twentieth has seen it to its end.",
  attempts: "Each person's first view of this video ever, beside all later ones.",
  videoViewers: "Who watched this video last in this period, with the average of all views and the best one.",
  tagTrend: "Views of the most viewed values in each span of the reporting time zone.",
  tagCross: "The most viewed values against the most viewed videos or countries.",
  quadrant:
    "The most viewed videos by how far a view gets on average and how much it answers right on average, both over the views that tell.",
  engagementCourse: "Means over the views of each span that tell; a span without any is a gap.",
  map: "Each country with views in this period, as the sender located them; choose one for its regions.",
  latest: "The newest views under these filters, newest first.",
  bestCorrectness: "The most that one of the person's views answered right.",
  viewerTags: "The tag values that most of the person's views in this period carry.",
  identity:
    "Every name, e-mail, phone number and custom id that any of this person's views told, with the first and last of those views.",
  progress:
    "Each video this person watched in this period. Scores are what the first, the latest and the best view with something to grade answered right.",
  history: "Every view of this person in this period under these filters, newest first.",
} as const;
