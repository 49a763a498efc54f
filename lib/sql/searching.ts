import type { Reading } from "./reading";
import { isStorable, join, named, type Sql, sql } from "./text";

/** A small table with texts that people search. */
export interface Searched {
  table: string;
  key: string;
  texts: readonly string[];
}

/**
 * Whether `own` is the key of a row of which a text contains `wanted`, which is in lower case. What lower case is must not depend on the
 * server's locale. ASCII can be left to SQL: two other characters alone have ASCII in their lower case. All else is read and
 * compared here; only texts that have other characters than ASCII can contain it.
 */
export async function found(reading: Reading, wanted: string, own: Sql, { table, key, texts }: Searched): Promise<Sql> {
  const any = (condition: (text: Sql) => Sql) =>
    join(
      texts.map((text) => condition(named(text))),
      " OR ",
    );
  if (!isStorable(wanted)) return sql`FALSE`;
  if (isAscii(wanted))
    return sql`${own} IN (
      SELECT ${named(key)} FROM ${named(table)} WHERE ${any((text) => sql`strpos(${lowered(text)}, ${wanted}) > 0`)})`;
  const keys: string[] = [];
  const columns = join([key, ...texts].map(named), ", ");
  const others = any((text) => sql`octet_length(${text}) > char_length(${text})`);
  for await (const rows of reading.each(sql`SELECT ${columns} FROM ${named(table)} WHERE ${others}`))
    for (const [found, ...values] of rows)
      if (
        values.some((value) =>
          String(value ?? "")
            .toLowerCase()
            .includes(wanted),
        )
      )
        keys.push(String(found));
  return sql`${own} = ANY(${keys}::text[])`;
}

const isAscii = (text: string) => [...text].every((character) => character < "\u0080");

/** The Kelvin sign and the dotted capital I. */
const lowered = (text: Sql) =>
  sql`replace(replace(lower(${text} COLLATE "C"), ${"\u212A"}, 'k'), ${"\u0130"}, ${"i\u0307"})`;
