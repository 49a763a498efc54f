import type pg from "pg";
import type { Sql } from "./text";

/** Rows that a cursor hands over at a time. */
const AT_ONCE = 20_000;

export type Row = Record<string, string | number | null>;

/** One transaction that reads, as the parts of a batch see it. */
export interface Reading {
  /** As a plain connection has it */
  query(text: string): Promise<Row[]>;
  /** Rows by the names of their columns; 64-bit integers as numbers */
  rows(statement: Sql): Promise<Row[]>;
  /** All rows, as arrays, so many at a time: what is read never stands in memory as a whole */
  each(statement: Sql): AsyncIterable<(string | number | null)[][]>;
}

export function readingOf(client: pg.ClientBase): Reading {
  let cursors = 0;
  return {
    query: async (text) => (await client.query<Row>(text)).rows,
    rows: async ({ text, values }) => (await client.query<Row>(text, values)).rows,
    async *each({ text, values }) {
      const cursor = `batch_${++cursors}`;
      await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
      for (;;) {
        const fetched = { text: `FETCH ${AT_ONCE} FROM ${cursor}`, rowMode: "array" } as const;
        const { rows } = await client.query<(string | number | null)[]>(fetched);
        if (rows.length > 0) yield rows;
        if (rows.length < AT_ONCE) break;
      }
      await client.query(`CLOSE ${cursor}`);
    },
  };
}
