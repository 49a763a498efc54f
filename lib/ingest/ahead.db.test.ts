import { expect, test } from "vitest";
import { db } from "../db";
import { Ahead } from "./ahead";

const VIDEOS = {
  table: "videos",
  columns: ["id", "title", "revision"],
  updates: ["title", "revision"],
} as const;

test("rows asked for ahead are asked for once; others that turn out to be needed come too, and no more than is wanted", async () => {
  const rows = await db().commitRows(async (connection, taken) => {
    await connection.put(
      VIDEOS,
      ["ahead-a", "ahead-b", "ahead-c"].map((id) => [id, `Title of ${id}`, 1]),
    );
    const asked: string[][] = [];
    const ahead = new Ahead({
      flag: connection.flag,
      pick: (from, keys) => {
        asked.push([...keys]);
        return connection.pick(from, keys);
      },
    });
    const coming = ahead.ask(VIDEOS, ["ahead-a", "ahead-a", "ahead-b", "ahead-none"]);
    const [first, second] = [
      await ahead.pick(VIDEOS, ["ahead-a", "ahead-none"]),
      await ahead.pick(VIDEOS, ["ahead-b", "ahead-c"]),
    ];
    await Promise.all([coming, taken]);
    expect(asked).toEqual([["ahead-a", "ahead-b", "ahead-none"], ["ahead-c"]]);
    return { first, second };
  });
  expect(rows.first.map(([id]) => id)).toEqual(["ahead-a"]);
  expect(rows.second.map(([id]) => id).sort()).toEqual(["ahead-b", "ahead-c"]);
});

test("without anything asked ahead, rows are looked up as ever", async () => {
  const found = await db().commitRows(async (connection, taken) => {
    await taken;
    return new Ahead(connection).pick(VIDEOS, ["ahead-a", "ahead-b"]);
  });
  expect(found.map(([, title]) => title).sort()).toEqual(["Title of ahead-a", "Title of ahead-b"]);
});
