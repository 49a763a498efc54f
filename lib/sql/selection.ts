import { percentRange } from "../query/percent-range";
import { type DecileDimension, type Filter, isDecile, type Selection } from "../query/query";
import { type Key, keyOf, type Terms } from "./dimensions";
import type { Reading } from "./reading";
import { found } from "./searching";
import { all, empty, isStorable, join, named, type Sql, sql } from "./text";
import { traitOf } from "./traits";

/** The views that a selection means, as `v` with what stands beside it. */
export interface Selected {
  conditions: Sql[];
  keys: Key[];
}

export function selected({ from, until, filters }: Selection, search: Sql | null, terms: Terms): Selected {
  const conditions = [sql`v.deleted_at IS NULL`];
  if (terms.excluded.length > 0) conditions.push(sql`v.viewer_key <> ALL(${terms.excluded}::text[])`);
  const keys: Key[] = [];
  if (from !== null) conditions.push(sql`v.occurred_at >= ${from}`);
  if (until !== null) conditions.push(sql`v.occurred_at < ${until}`);
  for (const filter of filters) {
    const { dimension } = filter;
    const own = isDecile(dimension) ? percentsPassing(dimension, filter) : textsPassing(filter, terms);
    if (own) conditions.push(own);
    else {
      const key = keyOf(dimension, terms, { from, until });
      keys.push(key);
      conditions.push(passing(key.value, filter));
    }
  }
  if (search) conditions.push(search);
  return { conditions, keys };
}

/** FROM and WHERE of a selection, with what its keys and those of its groups need. */
export function fromWhere({ conditions, keys }: Selected, groups: readonly Key[] = []): Sql {
  const beside = new Map([...keys, ...groups].flatMap(({ beside }) => (beside ? [[beside.sql, beside]] : [])));
  const joined = beside.size === 0 ? empty : join([...beside.values()], " ");
  return sql`FROM views v ${joined} WHERE ${all(conditions)}`;
}

function passing(value: Sql, { include, exclude }: Filter): Sql {
  const conditions: Sql[] = [];
  if (include.length > 0) {
    const some = sql`${value} = ANY(${storable(include)}::text[])`;
    conditions.push(include.includes(null) ? sql`(${value} IS NULL OR ${some})` : some);
  }
  if (exclude.length > 0) {
    const others = sql`${value} <> ALL(${storable(exclude)}::text[])`;
    conditions.push(
      exclude.includes(null) ? sql`${value} IS NOT NULL AND ${others}` : sql`(${value} IS NULL OR ${others})`,
    );
  }
  return all(conditions);
}

/** What a text in the database may be equal to. */
const storable = (values: readonly (string | null)[]) => values.filter((value) => value !== null && isStorable(value));

/** Values are ranges of whole percent. */
function percentsPassing(dimension: DecileDimension, { include, exclude }: Filter): Sql {
  const column = sql`v.${named(dimension)}`;
  const among = (values: readonly (string | null)[]) =>
    values.map((value) => {
      const range = value === null ? null : percentRange(value);
      if (value === null) return sql`${column} IS NULL`;
      return range ? sql`coalesce(${column} BETWEEN ${range.from}::int AND ${range.to}::int, FALSE)` : sql`FALSE`;
    });
  const conditions: Sql[] = [];
  if (include.length > 0) conditions.push(sql`(${join(among(include), " OR ")})`);
  if (exclude.length > 0) conditions.push(sql`NOT (${join(among(exclude), " OR ")})`);
  return all(conditions);
}

/** Which texts pass is known in advance; null: the dimension is no reading of a text. */
function textsPassing({ dimension, include, exclude }: Filter, { told }: Terms): Sql | null {
  const trait = traitOf(dimension);
  if (trait === null) return null;
  const known = told.get(dimension);
  // Rather too little passes than too much.
  if (known == null) return sql`FALSE`;
  const passes = (value: string | null) =>
    (include.length === 0 || include.includes(value)) && !exclude.includes(value);
  const texts = (pass: boolean) => [...known].filter(([, value]) => passes(value) === pass).map(([text]) => text);
  if (passes(null)) return sql`(${trait.text} IS NULL OR ${trait.text} <> ALL(${texts(false)}::text[]))`;
  return sql`${trait.text} = ANY(${texts(true)}::text[])`;
}

/** Of a whole reading, each search once: what a view must meet for its title, or its viewer's name or e-mail, to contain it. */
export async function searchOf({ search, searchPeople }: Selection, reading: Reading): Promise<Sql | null> {
  if (!search) return null;
  const wanted = search.toLowerCase();
  const titles = await found(reading, wanted, sql`v.video_id`, { table: "videos", key: "id", texts: ["title"] });
  if (!searchPeople) return titles;
  const people = await found(reading, wanted, sql`v.viewer_key`, {
    table: "viewers",
    key: "key",
    texts: ["name", "email"],
  });
  return sql`(${titles} OR ${people})`;
}
