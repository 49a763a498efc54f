/** What the store keeps of a view; null = unknown. Instants in ms, durations in seconds. */
export interface ColumnRow {
  /** A UUID in lower case */
  id: string;
  occurredAt: number;
  viewer: string;
  video: string | null;
  group: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  browser: string | null;
  tag1: string | null;
  tag2: string | null;
  tag3: string | null;
  tag4: string | null;
  tag5: string | null;
  plink: string | null;
  /** Left out (null) when finished is before started. */
  elapsed: number | null;
  watched: number | null;
  percentage: number | null;
  participation: number | null;
  correctness: number | null;
  interactions: number | null;
}

export const MEASURES = ["elapsed", "watched", "percentage", "participation", "correctness", "interactions"] as const;
export type Measure = (typeof MEASURES)[number];
export const PERCENTAGES = ["percentage", "participation", "correctness"] as const;
