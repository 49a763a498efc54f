import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../lib/db";
import { merge, type ViewState } from "../../lib/ingest/merge";
import { viewerKey } from "../../lib/ingest/viewer-key";
import { VIEW_FIELDS, type ViewRecord } from "../../lib/mindstamp/fields";
import { canonicalJson, type Json } from "../../lib/mindstamp/json";
import { isRejection, parseView } from "../../lib/mindstamp/view";
import { Random } from "../../prisma/seed/random";
import { House } from "./house";

const SEED = Number(process.env.ORDER_SEED ?? 20_261_125);
const [VIEWS, VERSIONS, COPIES, SENDERS, AT_ONCE] = [1_000, 10, 5, 32, 40];
const START = Date.UTC(2025, 0, 1);

const house = new House();
beforeAll(() => house.start());
afterAll(() => house.stop());

type Sent = Record<string, Json>;
const random = new Random(SEED);
const uuids = (count: number) => Array.from({ length: count }, () => random.uuid());
const [videos, viewers] = [uuids(20), uuids(200)];
const iso = (second: number) => new Date(START + second * 1_000).toISOString();

/** Versions of one view: any field may be missing, null, or the same as in another; instants collide. */
function versions(): Sent[] {
  const [id, video, viewer] = [random.uuid(), random.pick(videos), random.pick(viewers)];
  return Array.from({ length: random.whole(1, VERSIONS) }, () => {
    const told: Sent = {
      video_id: video,
      video_title: random.pick(["Intro", "Introduction", "Tour", ""]),
      video_token: random.pick(["aVOf", "aVOg"]),
      viewer_id: random.chance(0.9) ? viewer : random.pick(viewers),
      viewer_name: random.pick(["Ann", "Anne", "安", "\0"]),
      viewer_email: random.pick(["ann@example.com", "Ann@Example.com ", null]),
      started: iso(random.whole(0, 5)),
      finished: iso(random.whole(0, 5)),
      percentage: random.pick([0, 50, "50", 95, 101, null]),
      correctness: random.pick([0, 100, null]),
      watched: random.whole(0, 2),
      tag1: random.pick(["a", "b", "B"]),
      export_count: random.whole(1, 9),
      variables: random.pick<Json>([{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 10 }, null]),
      updated_at: random.pick([null, ...[1, 2, 3, 4, 5, 6].map(iso)]),
      more: random.pick([1, 2, null, "x"]),
    };
    return { id, ...Object.fromEntries(Object.entries(told).filter(() => random.chance(0.7))) };
  });
}

const all = Array.from({ length: VIEWS }, versions).flat();
const parsed = all.map((sent) => {
  const record = parseView(sent);
  if (isRejection(record)) throw new Error(`The generator made a ${record.reason}`);
  return record;
});

function shuffled<T>(items: T[]): T[] {
  const order = items.slice();
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.whole(0, at);
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

const instant = ({ fields }: ViewRecord) => fields.updated_at ?? -1;
const byId = new Map<string, ViewRecord[]>();
for (const record of parsed) byId.set(record.id, [...(byId.get(record.id) ?? []), record]);

/** The greatest pair of instant and canonical text, said plainly: what the merge must come to. */
function newest(
  records: ViewRecord[],
  said: (record: ViewRecord) => Json | undefined,
  isFlagged: (record: ViewRecord) => boolean,
) {
  let best: { at: number; text: string; value: Json } | null = null;
  for (const record of records) {
    const value = said(record);
    if (value === undefined) continue;
    const [at, text] = [instant(record), canonicalJson([value, isFlagged(record)])];
    if (best === null || at > best.at || (at === best.at && text > best.text)) best = { at, text, value };
  }
  return best?.value ?? null;
}

const greatest = (values: (number | null | undefined)[]) =>
  values.reduce<number | null>((most, value) => (value == null || (most ?? -1) > value ? most : value), null);

function expectedFields(records: ViewRecord[]): Record<string, Json> {
  const fields: Record<string, Json> = {};
  for (const field of Object.keys(VIEW_FIELDS)) {
    if (field === "id") continue;
    fields[field] = newest(
      records,
      (record) => (record.fields as Record<string, Json>)[field],
      (record) => record.flags.includes(field),
    );
  }
  fields.updated_at = greatest(records.map((record) => record.fields.updated_at));
  fields.export_count = greatest(records.map((record) => record.fields.export_count));
  return fields;
}

const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);

test(`${all.length} versions of ${VIEWS} views, up to ${COPIES} copies of each, in any order from ${SENDERS} senders`, async () => {
  const queue = shuffled(all.flatMap((sent) => Array<Sent>(random.whole(1, COPIES)).fill(sent)));
  const total = queue.length;
  const outcomes: Record<string, number> = {};
  let retried = 0;
  const sender = async () => {
    while (queue.length > 0) {
      const part = queue.splice(0, random.whole(1, AT_ONCE));
      const { status, body } = await house.post(JSON.stringify(part.length === 1 ? part[0] : part));
      // On a busy machine the deadline may pass; the sender tries again, and may then have been heard the first time.
      if (status === 503) {
        queue.push(...part);
        retried += part.length;
        continue;
      }
      expect(status).toBe(200);
      const answer = JSON.parse(body);
      for (const { outcome } of answer.outcomes ?? [answer]) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  const { applied = 0, duplicate = 0, stale = 0, ...others } = outcomes;
  expect(others).toEqual({});
  expect(applied + duplicate + stale, "every copy has its outcome").toBe(total);
  const ledger = await db().read.delivery.count();
  expect(ledger, "and its row in the ledger").toBeGreaterThanOrEqual(total);
  expect(ledger).toBeLessThanOrEqual(total + retried);

  const rows = await db().read.view.findMany();
  expect(rows).toHaveLength(VIEWS);
  for (const row of rows) {
    const records = byId.get(row.id) ?? [];
    const sorted = records.toSorted((a, b) => instant(a) - instant(b));
    const inOrder = sorted.reduce<ViewState | null>((state, record) => merge(state, record).state, null);
    expect(expectedFields(records), `view ${row.id}, seed ${SEED}`).toEqual({ ...inOrder?.fields });
    const { id, fields, extra, fieldTimes, flags } = inOrder as ViewState;
    expect(Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))).toMatchObject({
      id,
      ...fields,
      extra,
      fieldTimes,
      flags: flags.length === 0 ? null : JSON.stringify(flags),
      occurredAt: fields.started ?? Number(row.receivedAt),
    });
  }
});

test("and the names of videos and viewers are those of the newest that says them", async () => {
  const { hmacKey } = await db().read.counter.findFirstOrThrow();
  const grouped = (keyOf: (record: ViewRecord) => string | null) => {
    const groups = new Map<string, ViewRecord[]>();
    for (const record of parsed) {
      const key = keyOf(record);
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), record]);
    }
    return groups;
  };
  /** Names are never unsaid, and a delivery without instant is older than any. */
  const name = (records: ViewRecord[], field: "video_title" | "viewer_name" | "viewer_email") =>
    newest(
      records,
      (record) => record.fields[field] || undefined,
      () => false,
    );

  const ofVideos = grouped(({ fields }) => fields.video_id ?? null);
  const found = await db().read.video.findMany();
  expect(found).toHaveLength(ofVideos.size);
  for (const { id, title, token } of found) {
    const records = ofVideos.get(id) ?? [];
    const tokens = records.flatMap(({ fields }) => fields.video_token ?? []).sort();
    expect({ title, token }).toEqual({ title: name(records, "video_title"), token: tokens.at(-1) ?? null });
  }
  const ofViewers = grouped(({ id, fields }) =>
    fields.viewer_name || fields.viewer_email ? viewerKey(id, fields, hmacKey) : null,
  );
  const people = await db().read.viewer.findMany();
  expect(people).toHaveLength(ofViewers.size);
  for (const { key, name: own, email } of people) {
    const records = ofViewers.get(key) ?? [];
    expect({ own, email }).toEqual({ own: name(records, "viewer_name"), email: name(records, "viewer_email") });
  }
});
