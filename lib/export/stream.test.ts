import { expect, test } from "vitest";
import type { Row } from "./report";
import { streamOf, textsOf } from "./stream";

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Pieces of two rows without end, counted; `closed` tells that nobody reads any more. */
function endless() {
  const seen = { pieces: 0, closed: false };
  async function* rows(): AsyncGenerator<Row[]> {
    try {
      for (;;) {
        seen.pieces++;
        await soon();
        yield [[seen.pieces], [seen.pieces]];
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, table: { columns: ["n"], rows: rows() } };
}
const form = { format: "csv", bom: false, window: null } as const;
const textOf = async (window: { offset: number; limit?: number }, pieces: number[][]) => {
  async function* rows(): AsyncGenerator<Row[]> {
    for (const piece of pieces) yield piece.map((n) => [n]);
  }
  const stream = streamOf(textsOf({ columns: ["n"], rows: rows() }, { ...form, window }));
  return (await new Response(stream).text()).split("\r\n").slice(1, -1).map(Number);
};

test("rows are read no sooner than the client takes them", async () => {
  const { seen, table } = endless();
  const reader = streamOf(textsOf(table, form)).getReader();
  await soon();
  expect(seen.pieces).toBe(0);
  for (let i = 0; i < 4; i++) await reader.read();
  await soon();
  // The header comes first.
  expect(seen.pieces).toBe(3);
});

test.each([0, 1])("a client that leaves closes what reads the rows, %i pieces on and one under way", async (read) => {
  const { seen, table } = endless();
  const reader = streamOf(textsOf(table, form)).getReader();
  for (let i = 0; i <= read; i++) await reader.read();
  void reader.read();
  await expect.poll(() => seen.pieces).toBe(read + 1);
  await reader.cancel();
  expect(seen).toEqual({ pieces: read + 1, closed: true });
});

test("what fails midway is no end", async () => {
  async function* rows(): AsyncGenerator<Row[]> {
    yield [[1]];
    throw new Error("the disk is gone");
  }
  const answer = new Response(streamOf(textsOf({ columns: ["n"], rows: rows() }, form)));
  await expect(answer.text()).rejects.toThrow("the disk is gone");
});

test.each([
  [{ offset: 0, limit: 2 }, [1, 2]],
  [{ offset: 1, limit: 3 }, [2, 3, 4]],
  [{ offset: 3, limit: 100 }, [4, 5]],
  [{ offset: 5, limit: 1 }, []],
])("rows %j of five in pieces", async (window, expected) => {
  expect(await textOf(window, [[1, 2], [], [3, 4], [5]])).toEqual(expected);
  expect(await textOf(window, [[1, 2, 3, 4, 5]])).toEqual(expected);
});
