/** Every field of the sender's view record, in the order of its table, and what kind of value it holds. */
export const VIEW_FIELDS = {
  id: "uuid",
  owner_id: "uuid",
  video_id: "uuid",
  video_token: "text",
  video_title: "text",
  started: "instant",
  finished: "instant",
  elapsed: "integer",
  watched: "integer",
  percentage: "percent",
  last_point: "integer",
  furthest_point: "integer",
  viewer_id: "uuid",
  viewer_name: "text",
  viewer_email: "text",
  viewer_phone: "text",
  viewer_custom_id: "text",
  interaction_count: "integer",
  city: "text",
  region: "text",
  country: "text",
  flag: "text",
  url: "text",
  browser: "text",
  screen_width: "text",
  screen_height: "text",
  participation: "percent",
  correctness: "percent",
  plink_id: "uuid",
  tag1: "text",
  tag2: "text",
  tag3: "text",
  tag4: "text",
  tag5: "text",
  group_id: "uuid",
  video_owner_id: "uuid",
  export_count: "integer",
  variables: "json",
  created_at: "instant",
  updated_at: "instant",
} as const;

export type ViewField = keyof typeof VIEW_FIELDS;
/** Fields that say who somebody is, or may: nobody without that right is shown, searches or orders by them. */
export const PERSONAL_FIELDS: readonly ViewField[] = [
  "viewer_name",
  "viewer_email",
  "viewer_phone",
  "viewer_custom_id",
  "url",
  "plink_id",
  "variables",
];
export type FieldKind = (typeof VIEW_FIELDS)[ViewField];

/** uuid and text are strings (uuids lower case), instants ms since 1970 UTC, json canonical JSON text. */
type ValueOf<K extends FieldKind> = K extends "instant" | "integer" | "percent" ? number : string;

/** A view's fields as parsed; an absent key was absent from the record, null was sent as null. */
export type ViewFields = { [F in Exclude<ViewField, "id">]?: ValueOf<(typeof VIEW_FIELDS)[F]> | null };

/** One record of a delivery, understood. */
export interface ViewRecord {
  id: string;
  fields: ViewFields;
  /** Canonical JSON text of the fields that the table does not name; null when there are none. */
  extra: string | null;
  /** Names of fields whose value could not be taken as sent, sorted; such a field is null in `fields`, and `finished<started`. */
  flags: string[];
}
