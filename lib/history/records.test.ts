import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DamagedFile } from "./piece";
import { cutRecords } from "./records";

const FROM = { receivedAt: Date.UTC(2026, 0, 1), source: "import" as const, keyId: null };
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What a file's records come to, and why it ended early. */
async function read(file: string | Uint8Array, size = 7) {
  const found: { line: number; id: string | null; reason: string | null; raw: string }[] = [];
  const fields: object[] = [];
  let damage: string | null = null;
  let format = "";
  try {
    for await (const cut of cutRecords(inPieces(typeof file === "string" ? Buffer.from(file) : file, size))) {
      format = cut.format;
      const items = cut.understand(cut.pieces, FROM);
      items.forEach(({ record, rejection, body }, i) => {
        found.push({
          line: cut.pieces[i]?.line ?? 0,
          id: record?.id ?? null,
          reason: rejection?.reason ?? null,
          raw: Buffer.from(body).toString(),
        });
        if (record) fields.push({ ...record.fields, extra: record.extra });
      });
    }
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    damage = error.message;
  }
  return { found, fields, damage, format };
}
const told = ({ found }: Awaited<ReturnType<typeof read>>) => found.map(({ line, id, reason }) => [line, id ?? reason]);

const line = (n: number, more: object = {}) => JSON.stringify({ id: id(n), percentage: n, ...more });

test("one record a line, whatever the pieces the file comes in", async () => {
  const file = `\uFEFF${line(1)}\r\n\n${line(2, { viewer_name: "Zoë 🦊" })}\n${line(3)}`;
  for (const size of [1, 2, 3, 64, 100_000]) {
    const all = await read(file, size);
    expect(all).toMatchObject({ format: "NDJSON", damage: null });
    expect(told(all)).toEqual([
      [1, id(1)],
      [3, id(2)],
      [4, id(3)],
    ]);
  }
});

test("a broken line is kept with its bytes and its number; the others are read", async () => {
  const all = await read(`${line(1)}\n{"id":"${id(2)}","percen\n${line(3)}\n[1]\n`);
  expect(told(all)).toEqual([
    [1, id(1)],
    [2, "invalid_json"],
    [3, id(3)],
    [4, "not_an_object"],
  ]);
  expect(all.found[1]?.raw).toBe(`{"id":"${id(2)}","percen`);
  const bytes = Buffer.concat([
    Buffer.from(`${line(1)}\n{"id":"`),
    Buffer.from([0xff]),
    Buffer.from(`"}\n${line(2)}\n`),
  ]);
  expect(told(await read(bytes))).toEqual([
    [1, id(1)],
    [2, "invalid_utf8"],
    [3, id(2)],
  ]);
});

test("a line without an end is no record, and memory does not grow with it", async () => {
  const file = `${line(1)}\n{"id":"${"x".repeat(3_000_000)}"}\n${line(2)}\n`;
  const all = await read(file, 65_536);
  expect(told(all)).toEqual([
    [1, id(1)],
    [2, "too_large"],
    [3, id(2)],
  ]);
  expect(all.found[1]?.raw.length).toBe(1_048_576);
});

test("an array in any layout; the API's nulls are none", async () => {
  const values = [line(1), "null", line(2, { variables: { a: ["]", '"', "}\\"] } }), "7", `{"view":${line(3)}}`];
  for (const text of [
    `[${values.join(",")}]`,
    ` [\n  ${values.join(",\n  ")}\n]\n`,
    `[${values.join(" , ")},]`,
    `[\n${line(1)},\n${JSON.stringify(JSON.parse(values[2] ?? ""), null, 2)},7,${values[4]}]`,
  ])
    for (const size of [1, 5, 100_000]) {
      const all = await read(text, size);
      expect(all).toMatchObject({ format: "JSON", damage: null });
      expect(all.found.map(({ id, reason }) => id ?? reason)).toEqual([id(1), id(2), "not_an_object", id(3)]);
    }
});

test("a damaged array gives what came before, and says where it ends", async () => {
  const cut = await read(`[\n${line(1)},\n${line(2)},\n{"id":"${id(3)}",`, 100_000);
  expect(told(cut)).toEqual([
    [2, id(1)],
    [3, id(2)],
  ]);
  expect(cut.damage).toMatch(/line 4/);
  expect((await read(`[${line(1)}`)).damage).toMatch(/copied whole/);
  expect((await read(`[${line(1)}]]`)).damage).toMatch(/after the list's end/);
  expect((await read(`[${line(1)},}]`, 100_000)).damage).toMatch(/closing bracket too many on line 1/);
  const broken = await read(`[${line(1)},{"id":},${line(2)}]`);
  expect(told(broken)).toEqual([
    [1, id(1)],
    [1, "invalid_json"],
    [1, id(2)],
  ]);
});

test("objects laid out over several lines, one after another", async () => {
  const pretty = (n: number) => JSON.stringify(JSON.parse(line(n)), null, 2);
  expect(told(await read(`${pretty(1)}\n${pretty(2)}\n`))).toEqual([
    [1, id(1)],
    [5, id(2)],
  ]);
});

test("CSV: an empty cell is absent, both forms of dates are read, marks against formulas stay", async () => {
  const file = [
    "id,started,percentage,viewer_name,correctness,variables,extra,nps",
    `${id(1)},"Sat, 1 Jan 2022 05:12:32 UTC +00:00",95,'=1+1,,"{""a"":[1,2]}","{""seat"":4,""id"":""no""}",9`,
    `${id(2)},2022-01-01T05:12:32Z,,"two\nlines, ""quoted""",,,,`,
  ].join("\r\n");
  for (const size of [1, 3, 100_000]) {
    const all = await read(file, size);
    expect(told(all)).toEqual([
      [2, id(1)],
      [3, id(2)],
    ]);
    const started = Date.UTC(2022, 0, 1, 5, 12, 32);
    expect(all.fields).toEqual([
      { started, percentage: 95, viewer_name: "'=1+1", variables: '{"a":[1,2]}', extra: '{"nps":"9","seat":4}' },
      { started, viewer_name: 'two\nlines, "quoted"', extra: null },
    ]);
  }
});

test("CSV: broken rows are kept with the header and their line; the others are read", async () => {
  const file = `id;percentage\n${id(1)};1\n${id(2)}\n${id(3)};3;4\n${id(4)};a"b"\n"${id(5)};5\n${id(6)};6\n${id(7)};x\n`;
  const all = await read(file);
  expect(told(all)).toEqual([
    [2, id(1)],
    [3, "invalid_csv"],
    [4, "invalid_csv"],
    [5, "invalid_csv"],
    [6, "unclosed_quote"],
    [7, id(6)],
    [8, id(7)],
  ]);
  expect(all.found[1]?.raw).toBe(`id;percentage\n${id(2)}`);
});

test("a list packed in an object is refused in words, not kept as one record", async () => {
  const all = await read(`{"data": [${line(1)}, ${line(2)}], "meta": {}}`);
  expect(all.found).toEqual([]);
  expect(all.damage).toMatch(/stands in an object, under “data”/);
  expect((await read(`{\n  "views": [\n${line(1)}\n]\n}`)).damage).toMatch(/under “views”/);
  expect((await read(`{"variables":[{"a":1}],"id":"${id(1)}","percentage":1}`)).damage).toBeNull();
});

test("a header in capitals names the fields all the same; beside the field itself it is another column", async () => {
  expect((await read(`ID,Video_ID,Percentage\n${id(1)},v,7\n`)).fields).toEqual([
    { video_id: "v", percentage: 7, extra: null },
  ]);
  expect((await read(`id,ID,percentage\n${id(1)},x,7\n`)).fields).toEqual([{ percentage: 7, extra: '{"ID":"x"}' }]);
});

test("a header without an id, one that names a column twice, an empty file and other kinds are refused in words", async () => {
  expect((await read(`name,percentage\n1,2\n`)).damage).toMatch(/no column id among name, percentage/);
  expect((await read(`id,tag1,tag1\n`)).damage).toMatch(/tag1 twice/);
  expect((await read("")).damage).toMatch(/empty/);
  expect((await read(" \n ")).damage).toMatch(/empty/);
  expect((await read(Buffer.from("\uFEFFid,tag1\n", "utf16le"))).damage).toMatch(/UTF-8/);
  expect((await read(Buffer.from("PK\x03\x04\0\0\0"))).damage).toMatch(/UTF-8/);
});

test("gzip: whole, of several parts, cut off and damaged", async () => {
  const lines = Array.from({ length: 3_000 }, (_, n) => `${line(n, { viewer_id: crypto.randomUUID() })}\n`);
  const packed = gzipSync(lines.join(""));
  expect((await read(packed, 1_000)).found).toHaveLength(3_000);
  expect((await read(Buffer.concat([packed, gzipSync(lines.slice(0, 5).join(""))]), 50_000)).found).toHaveLength(3_005);
  const cut = await read(packed.subarray(0, packed.length >> 1), 1_000);
  expect(cut.damage).toMatch(/copied whole/);
  expect(cut.found.length).toBeGreaterThan(1_000);
  expect(cut.found.every(({ reason }) => reason === null)).toBe(true);
  const spoiled = Buffer.from(packed);
  spoiled.fill(0xff, packed.length >> 1, (packed.length >> 1) + 64);
  const damaged = await read(spoiled, 1_000);
  expect(damaged.damage).toMatch(/damaged/);
  expect(damaged.found.length).toBeGreaterThan(1_000);
});

test("any values come back from any of the forms", async () => {
  const text = fc.string({ unit: "grapheme", maxLength: 12 }).map((one) => one.replace(/[\0\uD800-\uDFFF]/gu, ""));
  const views = fc.array(fc.record({ viewer_name: text, city: text, tag1: text }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(views, fc.integer({ min: 1, max: 40 }), async (values, size) => {
      const all = values.map((value, n) => ({ id: id(n), elapsed: "7", ...value }));
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const forms = [
        JSON.stringify(all),
        JSON.stringify(all, null, 1),
        all.map((view) => JSON.stringify(view)).join("\n"),
        `id,elapsed,viewer_name,city,tag1\n${all.map((view) => Object.values(view).map(quoted).join()).join("\n")}\n`,
      ];
      const [first, ...others] = await Promise.all(forms.map((form) => read(form, size)));
      const known = (fields: object[]) =>
        fields.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null)));
      expect(first?.found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      for (const other of others) expect(known(other.fields)).toEqual(known(first?.fields ?? []));
    }),
  );
});
