import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "../../lib/db";
import { listeningPid } from "../faults/listening";
import { House, newId, view } from "./house";

const MIB = 1_048_576;
/** Of the spec: no body costs more. */
const ALLOWED_MB = 20;
const [WARM_UP, ROUNDS] = [6, 5];
const MEASUREMENTS = 3;
const SLOW_SOCKETS = 300;

const house = new House();
let status = "";
beforeAll(async () => {
  await house.start();
  status = `/proc/${listeningPid(house.port)}`;
  for (let i = 0; i < 50; i++) await house.deliver(view());
});
afterAll(() => house.stop());

/** MB of real memory: now, and the most since `forgetPeak`. */
function memory(): { now: number; peak: number } {
  const text = readFileSync(`${status}/status`, "utf8");
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1_024;
  return { now: of("VmRSS"), peak: of("VmHWM") };
}
const forgetPeak = () => writeFileSync(`${status}/clear_refs`, "5");

const whole = (head: string, unit: string, tail: string) =>
  head + unit.repeat(Math.floor((MIB - head.length - tail.length) / unit.length)) + tail;
const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536, 32), Buffer.from("\r\n")]);
const named = (name: string) => JSON.stringify({ id: newId(), percentage: 5, viewer_name: name });

/** Only Linux tells a process's peak, and lets it be forgotten. */
describe.skipIf(!existsSync("/proc/self/clear_refs"))(`no body raises memory by more than ${ALLOWED_MB} MB`, () => {
  const bodies: [name: string, send: () => Promise<{ status: number }>][] = [
    ["1 MiB that is no UTF-8", () => house.post(new Uint8Array(MIB).fill(255))],
    ["1 MiB that is no JSON", () => house.post("a".repeat(MIB))],
    ["2 MB", () => house.post(new Uint8Array(2_000_000))],
    ["12 MB", () => house.post(new Uint8Array(12_000_000))],
    ["2 MB without a key", () => house.post(new Uint8Array(2_000_000), { "X-KEY": "no" })],
    ["an endless one", () => house.raw(["Transfer-Encoding: chunked"], { more: Array(400).fill(chunk) })],
    ["a million nested arrays", () => house.post("[".repeat(MIB))],
    ["90,000 keys", () => house.post(`{${Array.from({ length: 90_000 }, (_, i) => `"k${i}":1`).join()}}`)],
    ["350,000 objects in a view", () => house.post(whole(`{"id":"${newId()}","variables":[`, "{},", "{}]}"))],
    ["350,000 objects in an array", () => house.post(whole("[", "{},", "{}]"))],
    ["2,000 empty records", () => house.post(`[${"{},".repeat(1_999)}{}]`)],
    ["a number of a million digits", () => house.post(`{"id":1${"0".repeat(MIB - 100)}1}`)],
    ["a text of 1 MiB", () => house.post(named("x".repeat(MIB - 200)))],
    ["a text of wide letters", () => house.post(named("名".repeat(340_000)))],
    ["a text of 170,000 NULs", () => house.post(named("\0".repeat(170_000)))],
    ["a text of escapes", () => house.post(whole(`{"id":"${newId()}","viewer_name":"`, "\\u0041", '"}'))],
  ];
  test.each(bodies)("%s", async (_, send) => {
    for (let i = 0; i < WARM_UP; i++) await send();
    // A collection that is due, or a connection's work, only adds to what bodies take: the least of some measurements counts.
    const taken: number[] = [];
    while (taken.length < MEASUREMENTS && !taken.some((mb) => mb < ALLOWED_MB)) {
      const { now } = memory();
      forgetPeak();
      for (let i = 0; i < ROUNDS; i++) expect([200, 401, 413]).toContain((await send()).status);
      taken.push(memory().peak - now);
    }
    expect(Math.min(...taken), `MB in each measurement: ${taken.join(", ")}`).toBeLessThan(ALLOWED_MB);
  });

  test(`${SLOW_SOCKETS} senders at once that never finish 1 MiB`, async () => {
    const before = await db().read.delivery.count();
    const { now } = memory();
    forgetPeak();
    const slow = Array.from({ length: SLOW_SOCKETS }, () =>
      house.raw([`Content-Length: ${MIB}`], { more: ["{", " ", " "], gap: 500, patience: 3_000 }).catch(() => null),
    );
    await sleep(1_500);
    expect((await house.post(JSON.stringify(view()))).status, "others are served meanwhile").toBe(200);
    await Promise.all(slow);
    // A socket takes the kernel's and Node's own buffers; the megabytes that were announced are not set aside.
    expect(memory().peak - now).toBeLessThan(2 * ALLOWED_MB);
    expect(await db().read.delivery.count()).toBe(before + 1);
  });
});

test("bodies that come in together have a bound of their own: beyond it senders are told to come back", async () => {
  const text = JSON.stringify(view());
  const most = text + " ".repeat(MIB - 1_000 - Buffer.byteLength(text));
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  /** All but the last bytes, and these when one sender was refused. */
  async function* pieces() {
    yield most;
    await refused;
    yield " ".repeat(100);
  }
  const answers = await Promise.all(
    Array.from({ length: 24 }, async () => {
      const answer = await house.raw([`Content-Length: ${MIB - 900}`], { more: pieces() });
      if (answer.status === 429) refuse();
      return answer;
    }),
  );
  expect(new Set(answers.map(({ status: one }) => one))).toEqual(new Set([200, 429]));
  for (const { status: one, headers } of answers) if (one === 429) expect(headers.get("retry-after")).toBe("5");
  expect((await house.post(text)).status, "and there is room again").toBe(200);
});
