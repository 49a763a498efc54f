import {
  CODED_DIMENSIONS,
  type CodedDimension,
  DECILE_DIMENSIONS,
  type FixedDimension,
  SECOND_DIMENSIONS,
} from "../query/query";
import type { Variables } from "./variables";

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
  screen: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  variables: Variables;
  /** Left out (null) when finished is before started. */
  elapsed: number | null;
  watched: number | null;
  percentage: number | null;
  participation: number | null;
  correctness: number | null;
  interactions: number | null;
  /** Seconds of the video */
  last_point: number | null;
  furthest_point: number | null;
}

/** What a column is kept of; `identity` follows from a row's viewer. */
export type ColumnDimension = Exclude<CodedDimension, "identity">;
export const FIXED_COLUMNS = CODED_DIMENSIONS.filter(
  (name): name is Exclude<FixedDimension, "identity"> => name !== "identity",
);

/** Whose values are few enough to be objects */
export type ValueDimension = Exclude<CodedDimension, "viewer">;
export const VALUE_DIMENSIONS = CODED_DIMENSIONS.filter(
  (name): name is Exclude<FixedDimension, "viewer"> => name !== "viewer",
);

/** What a row tells beside its viewer; `attempt` follows from all rows together. */
export const TOLD_DIMENSIONS = FIXED_COLUMNS.filter(
  (name): name is Exclude<(typeof FIXED_COLUMNS)[number], "attempt" | "viewer"> =>
    name !== "attempt" && name !== "viewer",
);

export const MEASURES = ["elapsed", "watched", "percentage", "participation", "correctness", "interactions"] as const;
export type Measure = (typeof MEASURES)[number];
/** Every number that is kept of a view: what is summed, and the seconds by which views are grouped */
export const KEPT = [...MEASURES, ...SECOND_DIMENSIONS] as const;
export type Kept = (typeof KEPT)[number];
/** 0 to 100 */
export const isPercentage = (kept: Kept): boolean => (DECILE_DIMENSIONS as readonly string[]).includes(kept);
