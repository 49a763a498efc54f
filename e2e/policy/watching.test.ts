import { afterAll, beforeAll, expect, test } from "vitest";
import { House } from "./house";

const TOKEN = "watching-0123456789abcdef";
const house = new House();

beforeAll(async () => void (await house.start({ METRICS_TOKEN: TOKEN, LOG_LEVEL: "debug", TRUSTED_PROXY_HOPS: "1" })));
afterAll(async () => void (await house.server?.stop()));

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${house.port}${path}`, { headers, redirect: "manual" });

/** Values by name and labels. */
async function scraped(): Promise<Map<string, number>> {
  const answer = await get("/api/metrics", { authorization: `Bearer ${TOKEN}` });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

test("metrics need their own token, and tell nothing without it", async () => {
  for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
    const answer = await get("/api/metrics", { authorization });
    expect(answer.status, authorization).toBe(401);
    expect(await answer.text()).not.toContain("viewledger_");
  }
});

test("metrics count what was delivered and refused, and how long requests took", async () => {
  const before = await scraped();
  const id = crypto.randomUUID();
  const view = { id, video_id: crypto.randomUUID() };
  await house.deliver(view);
  await house.deliver(view);
  await house.deliver("not JSON");
  await house.post("{}", { "X-KEY": "wrong" });
  await get("/viewers/ann@example.com?q=ann@example.com");
  const after = await scraped();
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const outcomes = ["applied", "duplicate", "quarantined"];
  expect(
    outcomes.map((outcome) => grown(`viewledger_deliveries_total{outcome="${outcome}",source="webhook"}`)),
  ).toEqual([1, 1, 1]);
  expect(grown(`viewledger_rejections_total{status="401"}`)).toBe(1);
  expect(grown("viewledger_commit_seconds_count")).toBe(3);
  expect(grown(`viewledger_http_request_seconds_count{route="/api/webhooks",method="POST",status="200"}`)).toBe(3);
  expect(after.get("viewledger_columns_ready")).toBe(1);
  expect(after.get("viewledger_database_up")).toBe(1);
  expect(after.get("viewledger_database_bytes")).toBeGreaterThan(10_000);
  expect(after.get("viewledger_ingest_queue_records")).toBe(0);
  expect(after.get("viewledger_columns_lag_seconds")).toBeLessThan(5);
  expect(after.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
  expect([...after.keys()].join()).not.toContain("ann@");
});

test("an answer names its request, by a trusted proxy's id or one of its own, and so does the log", async () => {
  const own = (await get("/api/health")).headers.get("x-request-id");
  expect(own).toMatch(/^[0-9a-f-]{36}$/);
  const given = (await get("/login", { "x-request-id": "from-proxy.1" })).headers.get("x-request-id");
  expect(given).toBe("from-proxy.1");
  expect((await get("/api/health", { "x-request-id": "a b\u00e9" })).headers.get("x-request-id")).not.toContain("a b");
  await get("/viewers/ann@example.com?q=ann@example.com");
  const logged = () =>
    (house.server?.output() ?? "").split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  await expect
    .poll(logged)
    .toContainEqual(expect.objectContaining({ requestId: own, method: "GET", route: "/api/health", status: 200 }));
  await expect.poll(logged).toContainEqual(expect.objectContaining({ requestId: "from-proxy.1", route: "/login" }));
  await expect.poll(logged).toContainEqual(expect.objectContaining({ route: "/viewers/:id", status: 307 }));
  expect(house.server?.output()).not.toContain("ann@example.com");
});

test("without METRICS_TOKEN there is nothing at that address", async () => {
  const plain = new House();
  await plain.start();
  try {
    const answer = await fetch(`http://127.0.0.1:${plain.port}/api/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(answer.status).toBe(404);
  } finally {
    await plain.server?.stop();
  }
});
