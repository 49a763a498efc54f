import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Database } from "../db";
import { answering } from "./answering";
import { Picker } from "./picker";
import { postgres } from "./postgres";
import { type RealPostgres, startPostgres } from "./testing/postgres";
import { type SilentProxy, silentProxy } from "./testing/silent-proxy";

const VIDEOS = { table: "videos", columns: ["id", "title", "revision"], updates: ["title"] };

let server: RealPostgres;
let proxy: SilentProxy;

beforeAll(async () => {
  server = await startPostgres();
  proxy = await silentProxy(server.url);
});
beforeEach(() => proxy.speak());
afterAll(async () => {
  proxy?.close();
  await server?.stop();
});

test("a question to a server that says nothing any more fails in time, and its connection is at its end", async () => {
  const connection = await postgres.connect(proxy.url);
  expect(await answering(connection, 5_000, connection.query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
  proxy.fallSilent();
  await expect(answering(connection, 100, connection.query("SELECT 2"))).rejects.toThrow();
  expect(connection.alive).toBe(false);
  await connection.close();
});

test("a commit that is cut off lets the next one through", async () => {
  const database = new Database(postgres, proxy.url);
  await database.commitRows((connection) => connection.put(VIDEOS, [["a", "one", 1]]));
  const hung = database.commitRows(async (connection) => {
    proxy.fallSilent();
    setTimeout(() => connection.cut(), 100);
    await connection.put(VIDEOS, [["a", "two", 2]]);
  });
  await expect(hung).rejects.toThrow();
  proxy.speak();
  await database.commitRows((connection) => connection.put(VIDEOS, [["b", "three", 3]]));
  expect((await database.pick(VIDEOS, ["a", "b"])).sort()).toEqual([
    ["a", "one", 1],
    ["b", "three", 3],
  ]);
  await database.close();
});

test("rows that a silent replica does not give are read at the primary", async () => {
  const picker = new Picker(postgres, server.url, { url: proxy.url }, 100);
  expect(await picker.pick(VIDEOS, ["b"])).toEqual([["b", "three", 3]]);
  proxy.fallSilent();
  expect(await picker.pick(VIDEOS, ["b"])).toEqual([["b", "three", 3]]);
  await picker.close();
});
