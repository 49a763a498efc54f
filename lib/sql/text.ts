import { Prisma } from "../db";

/** Statements composed of parts; a value between braces is always bound, never written. */
export const { sql, join, raw, empty } = Prisma;
export type Sql = Prisma.Sql;

/** Names come from the program alone. */
export const named = (name: string): Sql => raw(`"${name}"`);

export const listed = (parts: readonly Sql[]): Sql => join([...parts], ", ");

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`TRUE` : join([...conditions], " AND ");

export const groupedBy = (names: readonly Sql[]): Sql => (names.length === 0 ? empty : sql`GROUP BY ${listed(names)}`);

/** Whether a text in the database can be the same as this one. */
export const isStorable = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);
