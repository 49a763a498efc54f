import { MEASURES } from "../columns/row";
import type { GroupQuery, Metric } from "../query/query";
import type { Key, Terms } from "./dimensions";
import { added, MEASURED } from "./metrics";
import { fromWhere, type Selected } from "./selection";
import { all, empty, groupedBy, join, listed, named, type Sql, sql } from "./text";

/** Groups of a selection, and what is to be known of each. */
export interface Grouped {
  query: Pick<GroupQuery, "by" | "from" | "until">;
  metrics: readonly Metric[];
  keys: readonly Key[];
  selected: Selected;
  /** Where the selected views stand already, under the names that `selectedViews` gave their keys */
  source?: { table: Sql; keys: readonly Sql[] };
  /** Which groups' views count, by their keys; absent = all */
  of?: Sql;
  /** All that count as one group */
  asOne?: boolean;
}

/**
 * A row a group: its keys as k0, k1 … and its figures by their names in Sums. What is distinct is grouped first and counted
 * then, which a database does by hashing on every node where count(DISTINCT) sorts; each such count is a part of its own,
 * and parts are joined by grouping them again.
 */
export function groups(grouped: Grouped, terms: Terms): Sql {
  const parts: Part[] = [summedUp(grouped, terms)];
  if (grouped.metrics.includes("videos")) parts.push(videos(grouped));
  if (grouped.metrics.includes("median")) parts.push(medians(grouped));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.statement;
  const names = parts.flatMap((part) => part.names);
  const keys = namesOf(grouped);
  const filled = parts.map((part) => {
    const columns = names.map((name) => (part.names.includes(name) ? named(name) : typedNull(name)));
    return sql`SELECT ${listed([...keys, ...columns])} FROM (${part.statement}) part`;
  });
  // A group without a known video has no row in the part that counts them.
  const whole = names.map((name) =>
    name === "videos" ? sql`coalesce(max(videos), 0) AS videos` : sql`max(${named(name)}) AS ${named(name)}`,
  );
  return sql`SELECT ${listed([...keys, ...whole])} FROM (${join(filled, " UNION ALL ")}) parts ${groupedBy(keys)}`;
}

interface Part {
  names: string[];
  statement: Sql;
}

const typedNull = (name: string) =>
  name === "percentageMedian" ? sql`NULL::float8 AS ${named(name)}` : sql`NULL::bigint AS ${named(name)}`;

const namesOf = ({ keys, asOne }: Grouped) => (asOne ? [] : keys.map((_, i) => named(`k${i}`)));

/** What is read of a view beside its keys. */
const READ = sql`v.viewer_key AS viewer, v.video_id AS video, ${MEASURED}`;
const READ_NAMES = ["viewer", "video", "at", ...MEASURES].map(named);

/** Selected views with their keys, to be grouped in several ways. */
export function selectedViews(selected: Selected, keys: readonly { key: Key; name: Sql }[]): Sql {
  const columns = keys.map(({ key, name }) => sql`${key.value} AS ${name}`);
  const beside = keys.map(({ key }) => key);
  return sql`SELECT ${listed([...columns, READ])} ${fromWhere(selected, beside)}`;
}

/** The views, with their keys and what is summed up. */
function views(grouped: Grouped): Sql {
  const { selected, source, keys, of } = grouped;
  const names = keys.map((_, i) => named(`k${i}`));
  const base = source
    ? sql`SELECT ${listed([...source.keys.map((key, i) => sql`${key} AS ${names[i] ?? empty}`), ...READ_NAMES])} FROM ${source.table}`
    : selectedViews(
        selected,
        keys.map((key, i) => ({ key, name: names[i] ?? empty })),
      );
  return of ? sql`(SELECT * FROM (${base}) every WHERE ${of}) views` : sql`(${base}) views`;
}

function summedUp(grouped: Grouped, terms: Terms): Part {
  const { metrics, query } = grouped;
  const { names, ofRows, ofParts } = added(metrics, terms.completionThreshold);
  const counted = (["viewers", "newViewers"] as const).filter((name) => metrics.includes(name));
  const keys = namesOf(grouped);
  if (counted.length === 0)
    return {
      names,
      statement: sql`SELECT ${listed([...keys, ...ofRows])} FROM ${views(grouped)} ${groupedBy(keys)}`,
    };
  const base = views(grouped);
  const at = grouped.asOne ? -1 : query.by.indexOf("viewer");
  const viewer = at < 0 ? named("viewer") : named(`k${at}`);
  const grouping = at < 0 ? [...keys, viewer] : keys;
  const people = sql`(SELECT ${listed([...grouping, ...ofRows])} FROM ${base} ${groupedBy(grouping)}) people`;
  const isNew = isNewIn(grouped);
  const beside = metrics.includes("newViewers")
    ? sql`LEFT JOIN (
        SELECT viewer_key, min(occurred_at) AS first_at FROM views WHERE deleted_at IS NULL GROUP BY viewer_key
        ${having(query)}
      ) newcomers ON newcomers.viewer_key = people.${viewer}`
    : empty;
  const all = [...names, ...counted];
  // One row a viewer is one a group already.
  if (at >= 0) {
    const ones = { viewers: sql`1 AS viewers`, newViewers: sql`CASE WHEN ${isNew} THEN 1 ELSE 0 END AS "newViewers"` };
    const columns = [...keys, ...names.map(named), ...counted.map((name) => ones[name])];
    return { names: all, statement: sql`SELECT ${listed(columns)} FROM ${people} ${beside}` };
  }
  const counts = {
    viewers: sql`count(*) AS viewers`,
    newViewers: sql`count(*) FILTER (WHERE ${isNew}) AS "newViewers"`,
  };
  const columns = [...keys, ...ofParts, ...counted.map((name) => counts[name])];
  return { names: all, statement: sql`SELECT ${listed(columns)} FROM ${people} ${beside} ${groupedBy(keys)}` };
}

/** Viewers whose first view ever lies in the selection's time. */
function having({ from, until }: Grouped["query"]): Sql {
  const conditions: Sql[] = [];
  if (from !== null) conditions.push(sql`min(occurred_at) >= ${from}`);
  if (until !== null) conditions.push(sql`min(occurred_at) < ${until}`);
  return conditions.length === 0 ? empty : sql`HAVING ${all(conditions)}`;
}

/** … and in the group's bucket of the calendar. */
function isNewIn({ keys }: Grouped): Sql {
  const buckets = keys.flatMap(({ bucket }, i) =>
    bucket ? [sql`${bucket.at(sql`newcomers.first_at`)} = people.${named(`k${i}`)}`] : [],
  );
  return all([sql`newcomers.first_at IS NOT NULL`, ...buckets]);
}

function videos(grouped: Grouped): Part {
  const keys = namesOf(grouped);
  const each = sql`SELECT ${listed([...keys, named("video")])} FROM ${views(grouped)}
    WHERE video IS NOT NULL ${groupedBy([...keys, named("video")])}`;
  return {
    names: ["videos"],
    statement: sql`SELECT ${listed([...keys, sql`count(*) AS videos`])} FROM (${each}) each ${groupedBy(keys)}`,
  };
}

/** The mean of the middle two of an even number; out of how often each value occurs. */
function medians(grouped: Grouped): Part {
  const keys = namesOf(grouped);
  const percentage = named("percentage");
  const counted = sql`SELECT ${listed([...keys, percentage, sql`count(*) AS n`])}
    FROM ${views(grouped)} WHERE percentage IS NOT NULL ${groupedBy([...keys, percentage])}`;
  const partition = keys.length === 0 ? empty : sql`PARTITION BY ${listed(keys)}`;
  const running = sql`SELECT ${listed([...keys, percentage])},
      sum(n) OVER (${partition} ORDER BY percentage) AS up_to, sum(n) OVER (${partition}) AS whole
    FROM (${counted}) counted`;
  const middle = sql`(min(percentage) FILTER (WHERE 2 * up_to >= whole) + min(percentage) FILTER (WHERE 2 * up_to > whole)) / 2.0::float8`;
  return {
    names: ["percentageMedian"],
    statement: sql`SELECT ${listed([...keys, sql`${middle} AS "percentageMedian"`])} FROM (${running}) running ${groupedBy(keys)}`,
  };
}
