import type { GroupQuery, OrderBy } from "../query/query";
import type { Key } from "./dimensions";
import { empty, join, listed, named, type Sql, sql } from "./text";

const mean = (sum: string, known: string) => sql`${named(sum)}::float8 / nullif(${named(known)}, 0)`;
const total = (sum: string, known: string) => sql`CASE WHEN ${named(known)} > 0 THEN ${named(sum)} END`;

/** What groups are ranked by, out of their sums; null = unknown. */
const RANKS: Record<Exclude<OrderBy, "key" | "name">, Sql> = {
  views: named("views"),
  viewers: named("viewers"),
  newViewers: named("newViewers"),
  videos: named("videos"),
  median: named("percentageMedian"),
  best: named("bestCorrectness"),
  first: named("firstAt"),
  last: named("lastAt"),
  elapsed: total("elapsedSum", "elapsedKnown"),
  watched: total("watchedSum", "watchedKnown"),
  percentage: mean("percentageSum", "percentageKnown"),
  completed: mean("completed", "percentageKnown"),
  participation: mean("participationSum", "participationKnown"),
  correctness: mean("correctnessSum", "correctnessKnown"),
  interactions: mean("interactionSum", "interactionKnown"),
};

/** How people know the keys of a dimension, where that is not the key itself; joined to groups, so that few rows are. */
const NAMES: Record<string, { value: Sql; beside: Sql }> = {
  video: { value: sql`people.title`, beside: sql`LEFT JOIN videos people ON people.id = g.k0` },
  viewer: {
    value: sql`coalesce(nullif(people.name, ''), nullif(people.email, ''))`,
    beside: sql`LEFT JOIN viewers people ON people.key = g.k0`,
  },
};

/** How groups `g` with keys k0, k1 … are put in order: what to join to them, and ORDER BY. */
export function ordering({ by, order }: GroupQuery, keys: readonly Key[]): { beside: Sql; clause: Sql } {
  const direction = order?.descending ? sql`DESC` : sql`ASC`;
  const textOf = (key: Key | undefined, name: Sql) => (key?.bucket ? name : sql`${name} COLLATE "C"`);
  const byKeys = (way: Sql) => keys.map((key, i) => sql`${textOf(key, named(`k${i}`))} ${way} NULLS LAST`);
  if (keys.length === 0) return { beside: empty, clause: empty };
  if (order === undefined || order.by === "key")
    return { beside: empty, clause: sql`ORDER BY ${listed(byKeys(direction))}` };
  const name = order.by === "name" ? NAMES[by[0] ?? ""] : undefined;
  const rank = order.by === "name" ? textOf(name ? undefined : keys[0], name?.value ?? named("k0")) : RANKS[order.by];
  return {
    beside: name?.beside ?? empty,
    clause: sql`ORDER BY ${join([sql`${rank} ${direction} NULLS LAST`, ...byKeys(sql`ASC`)], ", ")}`,
  };
}
