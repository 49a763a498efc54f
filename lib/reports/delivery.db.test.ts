import { afterAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingest } from "../ingest/ingest";
import { dismiss } from "../ingest/quarantine";
import { recordsOf } from "../ingest/records";
import { systemContext } from "./context";
import { deliveries } from "./deliveries";
import { parseQuarantineFilters, quarantine, quarantineHref } from "./deliveries-quarantine";
import { delivery, deliveryBytes } from "./delivery";

const NOW = new Date("2026-03-01T12:00:00Z");
const ID = "9bce33d1-120c-4bb5-8b5a-499896140f20";

async function deliver(body: string, keyId: string | null = null) {
  const from = { receivedAt: NOW.getTime() - 60_000, source: "webhook" as const, keyId };
  return (await ingest(recordsOf(Buffer.from(body), null, from).items)).map(({ delivery: id }) => id)[0] as string;
}

afterAll(async () => {
  await columns().close();
  await db().close();
});

test("one delivery: who may read it, what was sent, and what else came of the same view", async () => {
  const ctx = await systemContext(NOW);
  expect((await deliveries(ctx, { period: "30d" })).empty).toBe(true);
  const text = JSON.stringify({ id: ID, percentage: 5, viewer_email: "ann@example.com" });
  const [first, second] = [await deliver(text), await deliver(text, "a-key-of-the-past")];
  const report = await delivery(ctx, first);
  expect(report).toMatchObject({
    row: { outcome: "applied", viewId: ID, key: null },
    body: { kind: "json" },
    others: [{ id: second, outcome: "duplicate", keyId: "a-key-of-the-past", key: null }],
  });
  expect(Buffer.from(await deliveryBytes(ctx, first)).toString()).toBe(text);

  expect(report?.flags).toEqual([]);
  const odd = await deliver(JSON.stringify({ id: ID.replace("9", "8"), percentage: 95.5, viewer_id: [] }));
  expect((await delivery(ctx, odd))?.flags).toEqual(["percentage", "viewer_id"]);

  const viewer = { ...ctx, seesPeople: false };
  const seen = await delivery(viewer, first);
  expect(seen?.body).toBe("not for you");
  expect(JSON.stringify(seen)).not.toContain("ann@example.com");
  await expect(deliveryBytes(viewer, first)).rejects.toMatchObject({ status: 403 });
  await expect(deliveryBytes(ctx, "unknown")).rejects.toMatchObject({ status: 404 });
  expect(await delivery(ctx, "unknown")).toBeNull();

  await db().write((tx) => tx.delivery.updateMany({ data: { body: null } }));
  expect((await delivery(ctx, first))?.body).toBe("pruned");
  expect((await deliveries(ctx, { period: "30d" })).empty).toBe(false);
});

test("what is kept for its date still says which video it is of", async () => {
  const ctx = await systemContext(NOW);
  const video = "0452e22e-5e15-4b51-bcc7-0be4c0df99b1";
  const id = await deliver(
    JSON.stringify({ id: ID, video_id: ` ${video.toUpperCase()}`, percentage: 5, started: "0" }),
  );
  expect((await delivery(ctx, id))?.row).toMatchObject({ reason: "invalid_date", viewId: ID, videoId: video });
  await dismiss([id]);
});

test("the quarantine, by state and kind", async () => {
  const ctx = await systemContext(NOW);
  const read = (search: string) => quarantine(ctx, parseQuarantineFilters(new URLSearchParams(search)));
  const dated = (field: string) => deliver(JSON.stringify({ id: ID, percentage: 5, [field]: "0" }));
  const started = [await dated("started"), await dated("started")];
  const finished = await dated("finished");
  const all = await read("");
  expect(all.kinds).toMatchObject([
    { reason: "invalid_date", path: "started", count: 2 },
    { reason: "invalid_date", path: "finished", count: 1 },
  ]);
  expect(all.list.rows.map(({ id }) => id)).toEqual(started.toReversed());
  const href = quarantineHref({ state: "open", kind: { reason: "invalid_date", path: "finished" } });
  expect(href).toBe("/deliveries/quarantine?reason=invalid_date&path=finished");
  expect((await read(href.split("?")[1] ?? "")).list.rows.map(({ id }) => id)).toEqual([finished]);
  await dismiss([finished]);
  expect((await read("state=dismissed")).list.rows.map(({ id }) => id)).toEqual([finished]);
  // The kind that was asked for is dealt with: the page goes on to the next.
  expect(await read("reason=invalid_date&path=finished&before=1.x")).toMatchObject({
    chosen: { path: "started" },
    missing: { reason: "invalid_date", path: "finished" },
  });
  expect((await read("reason=invalid_date&path=started")).missing).toBeNull();
  expect(await read("state=replayed")).toMatchObject({ kinds: [], chosen: null });
});

test("who may not see people learns the field of a problem, not what is in it, nor a file's name", async () => {
  const ctx = await systemContext(NOW);
  const viewer = { ...ctx, seesPeople: false };
  const row = { outcome: "quarantined", source: "import", state: "open", reason: "made_up", bytes: 1 };
  const receivedAt = NOW.getTime() - 60_000;
  const paths = ["variables.Zoe Lovelace", "variables.Zoe Byron", "variables", "variables[0]"];
  await db().write((tx) =>
    tx.delivery.createMany({
      data: paths.map((path, i) => ({ ...row, id: `p${i}`, path, receivedAt, origin: "zoe.csv, line 1" })),
    }),
  );
  await db().write((tx) =>
    tx.silence.createMany({ data: paths.map((path) => ({ reason: "made_up", path, silencedAt: receivedAt })) }),
  );
  const asked = parseQuarantineFilters(new URLSearchParams("reason=made_up&path=variables"));
  const seen = await quarantine(viewer, asked);
  expect(seen.chosen).toMatchObject({ reason: "made_up", path: "variables", count: 4 });
  expect(seen.list.rows).toHaveLength(4);
  expect(seen.silences).toHaveLength(1);
  const told = [seen, await delivery(viewer, "p0"), await deliveries(viewer, { period: "30d" })];
  // No letters that an id could have.
  expect(JSON.stringify(told)).not.toMatch(/zoe/i);
  expect(await delivery(ctx, "p0")).toMatchObject({
    row: { path: "variables.Zoe Lovelace" },
    origin: "zoe.csv, line 1",
  });
  expect((await quarantine(ctx, asked)).chosen).toMatchObject({ path: "variables", count: 1 });
});
