import { type Bucket, bucketsIn, offsetSpans } from "../query/calendar";
import type { Range } from "../query/filters";
import type { Dimension } from "../query/query";
import type { Row } from "./reading";
import { raw, type Sql, sql } from "./text";
import { type Told, traitOf } from "./traits";

/** What a batch's statements are made with. */
export interface Terms {
  zone: string;
  completionThreshold: number;
  /** Whether views are spread over several nodes, and should not be gathered at one */
  isDistributed: boolean;
  /** The first and last instant that a view has, half-open; empty where there is none */
  extent: { from: number; until: number };
  /** Keys of viewers whose views do not count */
  excluded: readonly string[];
  /** What views' texts say, of the dimensions that are asked for */
  told: ReadonlyMap<Dimension, Told>;
}

/** A dimension in SQL: its value of a view `v`. */
export interface Key {
  value: Sql;
  /** What must stand beside `v` */
  beside?: Sql;
  /** Where values are numbers of buckets of the calendar: that of an instant, and each one's key */
  bucket?: { at(instant: Sql): Sql; labels: readonly string[] };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of every dimension, once. */
export function keyOf(dimension: Dimension, terms: Terms, range: Range, step = 1): Key {
  switch (dimension) {
    case "day":
    case "week":
    case "month":
      return byBucket(bucketsIn(spanned(terms, range), dimension, terms.zone));
    case "hour":
      return { value: sql`(${wall(terms, range)} / ${HOUR_MS} % 24)::text` };
    case "weekday":
      // 1 January 1970 was a Thursday; no view is older than 1990.
      return { value: sql`((${wall(terms, range)} / ${DAY_MS} + 3) % 7 + 1)::text` };
    case "percentage":
      return { value: tenth(sql`v.percentage`) };
    case "participation":
      return { value: tenth(sql`v.participation`) };
    case "correctness":
      return { value: tenth(sql`v.correctness`) };
    case "last_point":
      return { value: second(sql`v.last_point`, step) };
    case "furthest_point":
      return { value: second(sql`v.furthest_point`, step) };
    case "attempt":
      return ATTEMPT;
    case "identity":
      return IDENTITY;
    case "video":
      return { value: sql`v.video_id` };
    case "group":
      return { value: sql`v.group_id` };
    case "plink":
      return { value: sql`v.plink_id` };
    case "viewer":
      return { value: sql`v.viewer_key` };
    case "country":
      return { value: sql`v.country` };
    case "region":
      return { value: sql`v.region` };
    case "city":
      return { value: sql`v.city` };
    case "tag1":
      return { value: sql`v.tag1` };
    case "tag2":
      return { value: sql`v.tag2` };
    case "tag3":
      return { value: sql`v.tag3` };
    case "tag4":
      return { value: sql`v.tag4` };
    case "tag5":
      return { value: sql`v.tag5` };
    default:
      return byText(dimension, terms);
  }
}

/** What a value in an answer's row stands for. */
export function labelOf({ bucket }: Key, value: Row[string] | undefined): string | null {
  if (value == null) return null;
  return bucket ? (bucket.labels[Number(value) - 1] ?? null) : String(value);
}

const spanned = ({ extent }: Terms, { from, until }: Range) => ({
  from: Math.max(extent.from, from ?? extent.from),
  until: Math.min(extent.until, until ?? extent.until),
});

/** By the same instants as the column store has, whatever the server knows of time zones. */
function byBucket(buckets: Bucket[]): Key {
  const starts = buckets.map(({ from }) => from);
  const at = (instant: Sql) => sql`width_bucket(${instant}::float8, ${starts}::float8[])`;
  return { value: at(sql`v.occurred_at`), bucket: { at, labels: buckets.map(({ label }) => label) } };
}

/** What the zone's clocks showed, ms. */
function wall(terms: Terms, range: Range): Sql {
  const spans = offsetSpans(spanned(terms, range), terms.zone);
  const [starts, offsets] = [spans.map(({ from }) => from), spans.map(({ offset }) => offset)];
  return sql`(v.occurred_at + (${offsets}::bigint[])[width_bucket(v.occurred_at::float8, ${starts}::float8[])])`;
}

const tenth = (percentage: Sql) => sql`CASE WHEN ${percentage} >= 90 THEN '9' ELSE (${percentage} / 10)::text END`;

function second(value: Sql, step: number): Sql {
  const width = Math.max(1, Math.floor(step));
  return sql`(${value} / ${width}::int * ${width}::int)::text`;
}

/** Digits of an instant: no view is older than 1990, none younger than 2286. */
const DIGITS = 13;

/**
 * The earliest view of each viewer and video is its instant with its id, as a text whose order is theirs: an index has all four
 * in this order. Joined by id alone, which is a shorter text than viewer, video and instant, and on a cluster at home where the
 * view is.
 */
const ATTEMPT: Key = {
  value: sql`CASE WHEN v.video_id IS NULL THEN NULL WHEN earliest.id IS NULL THEN 'repeat' ELSE 'first' END`,
  beside: sql`LEFT JOIN (
      SELECT substr(min((lpad(v.occurred_at::text, ${DIGITS}::int, '0') || v.id) COLLATE "C"), ${DIGITS + 1}::int) AS id FROM views v
      WHERE v.deleted_at IS NULL AND v.video_id IS NOT NULL GROUP BY v.viewer_key, v.video_id
    ) earliest ON earliest.id = v.id`,
};

const IDENTITY: Key = {
  value: sql`CASE WHEN concat(known.name, known.email, known.phone, known.custom_id) = '' THEN 'anonymous' ELSE 'identified' END`,
  beside: sql`LEFT JOIN viewers known ON known.key = v.viewer_key`,
};

function byText(dimension: Dimension, { told }: Terms): Key {
  const trait = traitOf(dimension);
  const known = told.get(dimension);
  if (trait === null || known === undefined) throw new Error(`Nothing was read of ${dimension}`);
  if (known === null) return { value: sql`NULL::text` };
  const alias = raw(`told_${[...told.keys()].indexOf(dimension)}`);
  const pairs = [...known].filter(([, value]) => value !== null);
  const [texts, values] = [pairs.map(([text]) => text), pairs.map(([, value]) => value)];
  return {
    value: sql`${alias}.value`,
    beside: sql`LEFT JOIN unnest(${texts}::text[], ${values}::text[]) AS ${alias} (text, value) ON ${alias}.text = ${trait.text}`,
  };
}
