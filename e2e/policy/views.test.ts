import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "../../lib/db";
import { House, newId, view } from "./house";

const house = new House();
beforeAll(() => house.start());
afterAll(() => house.stop());

const T = (minute: number) => `2024-05-01T10:${String(minute).padStart(2, "0")}:00Z`;
/** Some deliveries of one view, in this order; returns outcomes and the row they end in. */
async function sequence(...deliveries: Record<string, unknown>[]) {
  const id = newId();
  const outcomes: string[] = [];
  for (const fields of deliveries) {
    const { outcome, reason } = await house.deliver({ id, ...fields });
    outcomes.push(reason ?? outcome);
  }
  const { revision: _, receivedAt, occurredAt, id: own, viewerKey, ...row } = await house.view(id);
  // Where nothing else tells when, or whose view it is, its arrival and its id do.
  const told = {
    viewerKey: viewerKey === `v-${own}` ? "own" : viewerKey,
    occurredAt: occurredAt === receivedAt ? null : occurredAt,
  };
  return { outcomes, row: { ...row, ...told } };
}

describe("deliveries of one view", () => {
  test("older → stale, same → duplicate, newer → applied", async () => {
    const { outcomes, row } = await sequence(
      { percentage: 50, updated_at: T(10) },
      { percentage: 50, updated_at: T(10) },
      { percentage: 40, updated_at: T(9) },
      { percentage: 50, updated_at: T(9) },
      { percentage: 50, updated_at: T(11) },
      { percentage: 60, updated_at: T(12) },
      { percentage: 50, updated_at: T(10) },
    );
    expect(outcomes).toEqual(["applied", "duplicate", "stale", "stale", "applied", "applied", "stale"]);
    expect(row).toMatchObject({ percentage: 60, updated_at: BigInt(Date.parse(T(12))) });
  });
  test("an older delivery that fills gaps is applied; their older instant is kept", async () => {
    const { outcomes, row } = await sequence(
      { percentage: 50, correctness: null, updated_at: T(10) },
      { percentage: 40, correctness: 80, viewer_name: "Ann", more: 1, updated_at: T(5) },
      { viewer_name: "Bob", more: 2, updated_at: T(4) },
      { viewer_name: "Cy", updated_at: T(6) },
    );
    expect(outcomes).toEqual(["applied", "applied", "stale", "applied"]);
    expect(row).toMatchObject({ percentage: 50, correctness: null, viewer_name: "Cy", extra: '{"more":1}' });
    expect(JSON.parse(row.fieldTimes ?? "{}")).toMatchObject({
      viewer_name: Date.parse(T(6)),
      "+more": Date.parse(T(5)),
    });
  });
  test("an absent field never erases a known one, an explicit null does", async () => {
    const { row } = await sequence(
      { percentage: 50, last_point: 7, tag1: "a", more: 1, updated_at: T(1) },
      { percentage: null, tag1: "", updated_at: T(2) },
    );
    expect(row).toMatchObject({ percentage: null, last_point: 7, tag1: null, extra: '{"more":1}' });
  });
  test("a re-export is a duplicate, and the greatest count is kept", async () => {
    const fields = { percentage: 50, updated_at: T(1) };
    const { outcomes, row } = await sequence(
      { ...fields, export_count: 2 },
      { ...fields, export_count: 3 },
      { ...fields, export_count: 1 },
      fields,
      { ...fields, percentage: 5, export_count: 9, updated_at: T(0) },
    );
    expect(outcomes).toEqual(["applied", "duplicate", "duplicate", "duplicate", "stale"]);
    expect(row).toMatchObject({ percentage: 50, export_count: 9 });
  });
  test("without updated_at a delivery is older than any that has one", async () => {
    const undated = { percentage: 10, last_point: 3 };
    const dated = { percentage: 50, updated_at: T(1) };
    const one = await sequence(undated, dated);
    const other = await sequence(dated, undated);
    expect([one.outcomes, other.outcomes]).toEqual([
      ["applied", "applied"],
      ["applied", "applied"],
    ]);
    expect(one.row).toEqual(other.row);
    expect(one.row).toMatchObject({ percentage: 50, last_point: 3 });
  });
  test("same instant, other content: the same winner in any order", async () => {
    const versions = [
      { percentage: 9, viewer_name: "b", variables: { a: 1 }, updated_at: T(1) },
      { percentage: 10, viewer_name: "a", variables: { a: 2 }, updated_at: T(1) },
      { percentage: 101, viewer_name: null, variables: { b: 1 }, updated_at: T(1) },
    ];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1, 1, 0],
    ];
    const rows = [];
    for (const order of orders)
      rows.push((await sequence(...order.map((i) => versions[i] as object as Record<string, unknown>))).row);
    for (const row of rows) expect(row).toEqual(rows[0]);
  });
  test("the same content in another order of keys, with other blanks, is the same content", async () => {
    const sent = view({ variables: { b: 1, a: [1, { z: 1, y: 2 }] } });
    expect(await house.deliver(sent)).toMatchObject({ outcome: "applied" });
    const turned = { ...sent, variables: { a: [1, { y: 2, z: 1 }], b: 1.0 } };
    const text = JSON.stringify(Object.fromEntries(Object.entries(turned).reverse()), null, 3);
    expect(await house.deliver(text)).toMatchObject({ outcome: "duplicate" });
  });
});

describe("the same id with another video", () => {
  const [a, b] = [newId(), newId()];
  const [ofA, ofB] = [
    { video_id: a, percentage: 1, updated_at: T(1) },
    { video_id: b, percentage: 2, updated_at: T(2) },
  ];
  test("whichever comes second is quarantined, older or newer; the view goes on as it was", async () => {
    const first = await sequence(ofA, ofB, { ...ofA, percentage: 3, updated_at: T(3) }, { ...ofB, updated_at: T(4) });
    expect(first.outcomes).toEqual(["applied", "other_video", "applied", "other_video"]);
    expect(first.row).toMatchObject({ video_id: a, percentage: 3 });
    const second = await sequence(ofB, ofA);
    expect(second.outcomes).toEqual(["applied", "other_video"]);
    expect(second.row).toMatchObject({ video_id: b, percentage: 2 });
  });
  test("a video told only later is no other one", async () => {
    const { outcomes, row } = await sequence({ percentage: 1, updated_at: T(1) }, ofB, {
      percentage: 4,
      updated_at: T(3),
    });
    expect(outcomes).toEqual(["applied", "applied", "applied"]);
    expect(row).toMatchObject({ video_id: b, percentage: 4 });
  });
});

describe("names of videos and viewers", () => {
  const orders = (count: number): number[][] =>
    count === 0
      ? [[]]
      : orders(count - 1).flatMap((rest) => Array.from({ length: count }, (_, at) => rest.toSpliced(at, 0, count - 1)));

  test("are those of the newest delivery that says them, in every order of arrival", async () => {
    const deliveries = [
      { view: 0, video_title: "Old", video_token: "t1", viewer_name: "Ann", updated_at: T(1) },
      { view: 0, video_title: null, video_token: null, viewer_name: null, updated_at: T(9) },
      { view: 1, video_title: "Same", video_token: "t1", viewer_name: "Anne", updated_at: T(4) },
      { view: 1, video_title: "Same", video_token: "t0", viewer_name: "Anne", updated_at: T(6) },
      {
        view: 2,
        video_title: "Between",
        video_token: "t1",
        viewer_name: "Annie",
        viewer_email: "a@b.c",
        updated_at: T(5),
      },
    ];
    const ended = new Set<string>();
    for (const [turn, order] of orders(deliveries.length).entries()) {
      const [video_id, viewer_id, ...ids] = Array.from({ length: 5 }, newId);
      const body = order.map((i) => {
        const { view: of, ...fields } = deliveries[i] as (typeof deliveries)[number];
        return { id: ids[of], video_id, viewer_id, ...fields };
      });
      // Two at once, then three; now and then one by one: what shares a transaction must not matter either.
      if (turn % 10 === 0) for (const one of body) await house.deliver(one);
      else for (const part of [body.slice(0, 2), body.slice(2)]) await house.post(JSON.stringify(part));
      const { id: _, revision: __, ...video } = await db().read.video.findUniqueOrThrow({ where: { id: video_id } });
      const {
        key: ___,
        revision: ____,
        ...viewer
      } = await db().read.viewer.findUniqueOrThrow({ where: { key: viewer_id } });
      ended.add(JSON.stringify([video, viewer], (_, value) => (typeof value === "bigint" ? Number(value) : value)));
    }
    expect([...ended].map((one) => JSON.parse(one))).toEqual([
      [
        { token: "t1", title: "Same", titleAt: Date.parse(T(6)), durationSeconds: null },
        {
          name: "Anne",
          email: "a@b.c",
          phone: null,
          customId: null,
          excluded: false,
          fieldTimes: JSON.stringify({ email: Date.parse(T(5)), name: Date.parse(T(6)) }),
        },
      ],
    ]);
  });
});

test("32 parallel deliveries of one new view: one row, every answer a 200, one of them applied", async () => {
  for (let round = 0; round < 5; round++) {
    const sent = view();
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => house.deliver(sent)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["applied", ...Array(31).fill("duplicate")]);
    expect(await db().read.view.count({ where: { id: sent.id } })).toBe(1);
    expect(await db().read.delivery.count({ where: { viewId: sent.id } })).toBe(32);
  }
});

test("a replay of the whole log changes nothing, revisions included", async () => {
  const tables = async () => [
    await db().read.view.findMany({ orderBy: { id: "asc" } }),
    await db().read.video.findMany({ orderBy: { id: "asc" } }),
    await db().read.viewer.findMany({ orderBy: { key: "asc" } }),
  ];
  const before = await tables();
  const log = await db().read.delivery.findMany({ orderBy: { id: "asc" } });
  expect(log.length).toBeGreaterThan(500);
  const texts = log.map(({ body }) => Buffer.from(body ?? []).toString());
  for (let at = 0; at < texts.length; at += 100) {
    const { status, body } = await house.post(`[${texts.slice(at, at + 100).join()}]`);
    expect(status).toBe(200);
    for (const { outcome } of JSON.parse(body).outcomes) expect(outcome).not.toBe("applied");
  }
  expect(await tables()).toEqual(before);
});
