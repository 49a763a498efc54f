import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ApiOptions, mindstampApi } from "./api";
import { type ApiServer, startApi, TOKEN } from "./testing/api-server";

let server: ApiServer;
beforeAll(async () => {
  server = await startApi();
});
afterAll(() => server.close());
beforeEach(() => {
  Object.assign(server, { asked: [], trouble: null, views: [{ id: 1 }, null, { id: 2 }] });
});

const paused: string[] = [];
const client = (more: Partial<ApiOptions> = {}) =>
  mindstampApi({
    url: server.url,
    token: TOKEN,
    pausesMs: [1, 1],
    timeoutMs: 300,
    onPause: (why, ms) => paused.push(`${why}, ${ms} ms`),
    ...more,
  });
/** Answers so many requests with trouble, and the next as usual. */
const first = (count: number, answer: (response: ServerResponse) => void) => {
  server.trouble = (_, response) => {
    if (server.asked.length > count) return false;
    answer(response);
    return true;
  };
};

test("records come as texts, as they came; the address may end with a slash", async () => {
  expect(await client().views(0)).toEqual(['{"id":1}', "null", '{"id":2}']);
  expect(await client({ url: `${server.url}/` }).views(300)).toEqual([]);
  expect(server.asked).toEqual(["/api/v1/views?limit=100&offset=0", "/api/v1/views?limit=100&offset=300"]);
  first(1, (response) => response.end('[{"id":9007199254740993}]'));
  server.asked = [];
  expect(await client().views(0)).toEqual(['{"id":9007199254740993}']);
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["429", (response) => response.writeHead(429).end(), /it answered 429, 1 ms/],
  ["429 and when", (response) => response.writeHead(429, { "Retry-After": "0.02" }).end(), /429, 20 ms/],
  ["500", (response) => response.writeHead(500).end("<h1>Oops</h1>"), /500/],
  ["no answer", () => undefined, /no answer within 0.3 s/],
  ["a cut connection", (response) => response.destroy(), /connection failed/],
  ["a cut answer", (response) => response.end('[{"id":1},{"id'), /cut off/],
  ["a body that stops", (response) => response.writeHead(200).write('[{"id":1},'), /no answer within/],
])("after %s it is asked again", async (_, answer, why) => {
  paused.length = 0;
  first(2, answer);
  expect(await client().views(0)).toHaveLength(3);
  expect(server.asked).toHaveLength(3);
  expect(paused).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
});

test("a date says when to come back; a wait beyond five minutes is cut short", async () => {
  first(1, (response) => response.writeHead(503, { "Retry-After": new Date(Date.now() - 5_000).toUTCString() }).end());
  paused.length = 0;
  expect(await client().views(0)).toHaveLength(3);
  expect(paused).toEqual(["it answered 503, 0 ms"]);
  const stopping = new AbortController();
  server.asked = [];
  first(9, (response) => response.writeHead(429, { "Retry-After": "86400" }).end());
  const waits: number[] = [];
  const waiting = client({
    signal: stopping.signal,
    onPause: (_, ms) => {
      waits.push(ms);
      stopping.abort();
    },
  }).views(0);
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  expect(waits).toEqual([300_000]);
});

test("it gives up after some tries, with a sentence", async () => {
  server.trouble = (_, response) => Boolean(response.writeHead(502).end());
  await expect(client().views(0)).rejects.toThrow(/did not answer after 3 tries: it answered 502/);
  expect(server.asked).toHaveLength(3);
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["no JSON", (response) => response.end("<html>"), /no list of records. Check MINDSTAMP_API_URL/],
  ["no list", (response) => response.end('{"views":[]}'), /no list of records/],
  ["404", (response) => response.writeHead(404).end(), /answered 404/],
  ["403", (response) => response.writeHead(403).end(), /refused the token \(403\)/],
  ["a redirect", (response) => response.writeHead(302, { Location: "https://example.org/" }).end(), /points elsewhere/],
])("%s is said at once", async (_, answer, message) => {
  first(9, answer);
  await expect(client().views(0)).rejects.toThrow(message);
  expect(server.asked).toHaveLength(1);
});

test("a wrong token is refused in words", async () => {
  await expect(client({ token: "wrong" }).videos()).rejects.toThrow(
    /refused the token \(401\). Check MINDSTAMP_API_TOKEN/,
  );
  expect(server.asked).toHaveLength(1);
});
