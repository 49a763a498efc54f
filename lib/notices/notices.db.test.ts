import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import type { DeliveryAlarms } from "../reports/delivery-alarms";
import { send } from "./channels";
import { noteConditions } from "./conditions";
import { changeNoticeConfig, type NoticeConfig, newSecret, noticeConfig } from "./config";
import { sendMail } from "./email";
import { latestNotices, queueNotice, sendDue } from "./outbox";
import { type Receiver, receiver } from "./testing/receiver";
import { type SmtpServer, smtpServer } from "./testing/smtp";
import { look } from "./watch";
import { noteWeek } from "./weekly";
import { testText } from "./words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ORIGIN = "https://views.example.com";
const NOW = Date.parse("2026-03-11T12:00:00Z");

let smtp: SmtpServer;
let hook: Receiver;
let config: NoticeConfig;

beforeAll(async () => {
  smtp = await smtpServer();
  hook = await receiver();
  process.env.SMTP_URL = smtp.url;
  process.env.MAIL_FROM = "Viewledger <views@example.com>";
});
beforeEach(async () => {
  await db().write(async (tx) => {
    await tx.notice.deleteMany();
    await tx.condition.deleteMany();
    await changeNoticeConfig(tx, { recipients: ["a@example.com", "b@example.com"], webhook: hook.url, weekly: true });
  });
  config = await noticeConfig();
  smtp.mails.length = 0;
  hook.received.length = 0;
  hook.answer(200);
});
afterAll(async () => {
  await smtp.close();
  await hook.close();
  await columns().close();
  await db().close();
});

const QUIET: DeliveryAlarms = { stopped: null, waiting: [], refused: null };
const STOPPED: DeliveryAlarms = {
  ...QUIET,
  stopped: { lastAt: "2026-03-09T00:00:00Z", quietMs: 60 * HOUR, usualMs: HOUR, limitMs: DAY, stopped: true },
};
const note = (alarms: DeliveryAlarms, now: number, to = config) => noteConditions(alarms, to, ORIGIN, now);
const subjects = () => smtp.mails.map(({ data }) => /^Subject: (.*)$/m.exec(data)?.[1]);

test("a condition is told once while it lasts, by mail and by a signed webhook, whatever instance sees it", async () => {
  await Promise.all([note(STOPPED, NOW), note(STOPPED, NOW), note(STOPPED, NOW + 1)]);
  for (let minute = 1; minute < 5; minute++) await note(STOPPED, NOW + minute * MINUTE);
  await Promise.all([sendDue(config, NOW + 1), sendDue(config, NOW + 1)]);
  expect(smtp.mails.map(({ from, to }) => [from, ...to])).toEqual([
    ["views@example.com", "a@example.com", "b@example.com"],
  ]);
  expect(subjects()).toEqual(["Deliveries from Mindstamp seem to have stopped"]);
  expect(smtp.mails[0]?.data.replaceAll("=\r\n", "")).toContain(`${ORIGIN}/deliveries`);
  expect(hook.received).toHaveLength(1);
  const [{ body, headers }] = hook.received as [(typeof hook.received)[0]];
  const payload = new Webhook(config.secret).verify(body, headers as Record<string, string>) as { text: string };
  expect(payload).toMatchObject({ type: "viewledger.stopped", text: expect.stringMatching(/^\*Deliveries/) });
  expect(() => new Webhook(newSecret()).verify(body, headers as Record<string, string>)).toThrow();
  expect(() => new Webhook(config.secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  expect((await latestNotices(10)).map(({ state }) => state)).toEqual(["sent", "sent"]);
});

test("once it is over that is told, and what comes and goes is told once an hour at most", async () => {
  await note(STOPPED, NOW);
  await sendDue(config, NOW);
  await note(QUIET, NOW + MINUTE);
  await note(STOPPED, NOW + 2 * MINUTE);
  await note(QUIET, NOW + 3 * MINUTE);
  await note(STOPPED, NOW + 4 * MINUTE);
  await note(STOPPED, NOW + HOUR);
  await note(STOPPED, NOW + HOUR + 5 * MINUTE);
  await note({ ...STOPPED, waiting: [{ reason: "invalid_date", path: "started", count: 3 }] }, NOW + HOUR + 6 * MINUTE);
  await sendDue(config, NOW + 2 * HOUR);
  expect(subjects()).toEqual([
    "Deliveries from Mindstamp seem to have stopped",
    "Deliveries from Mindstamp are back",
    "Deliveries from Mindstamp seem to have stopped",
    "3 deliveries wait in quarantine",
  ]);
});

test("what could not be sent before it was over is not sent afterwards, nor that it is over", async () => {
  hook.answer(500);
  await note(STOPPED, NOW);
  await sendDue(config, NOW);
  await note(QUIET, NOW + MINUTE);
  hook.answer(200);
  hook.received.length = 0;
  for (let hour = 1; hour < 24; hour++) await sendDue(config, NOW + hour * HOUR);
  expect(subjects()).toEqual(["Deliveries from Mindstamp seem to have stopped", "Deliveries from Mindstamp are back"]);
  expect(hook.received).toEqual([]);
  expect((await latestNotices(10)).filter(({ channel }) => channel === "webhook")).toMatchObject([
    { kind: "stopped", state: "failed", error: "It was over before it could be sent." },
  ]);
});

test("where nobody could be told, the next one is told at once", async () => {
  const to = { ...config, recipients: [] };
  hook.answer(500);
  await note(STOPPED, NOW, to);
  await sendDue(to, NOW);
  await note(QUIET, NOW + MINUTE, to);
  hook.answer(200);
  hook.received.length = 0;
  await note(STOPPED, NOW + 2 * MINUTE, to);
  await sendDue(to, NOW + 2 * MINUTE);
  expect(hook.received).toHaveLength(1);
});

test("what is over while it is being tried is not tried again", async () => {
  const slow = await receiver();
  slow.delay(500);
  slow.answer(500);
  const to = { ...config, recipients: [], webhook: slow.url };
  await note(STOPPED, NOW, to);
  const sending = sendDue(to, NOW);
  await expect.poll(() => slow.received.length).toBe(1);
  await note(QUIET, NOW + MINUTE, to);
  await sending;
  await sendDue(to, NOW + HOUR);
  expect(slow.received).toHaveLength(1);
  await slow.close();
});

test("what nobody wants to know of, or could be told of, waits until somebody can be", async () => {
  const silent = { ...config, recipients: [], webhook: null };
  await note(STOPPED, NOW, silent);
  await note(STOPPED, NOW, { ...config, stopped: false });
  expect(await latestNotices(10)).toEqual([]);
  await note(STOPPED, NOW + MINUTE);
  expect(await latestNotices(10)).toHaveLength(2);
});

test("what fails is tried again, later and later, and given up with its reason", async () => {
  smtp.refuse(1);
  hook.answer(500);
  await note(STOPPED, NOW);
  await sendDue(config, NOW);
  expect(smtp.mails).toEqual([]);
  expect((await latestNotices(10)).map(({ state, tries }) => `${state} ${tries}`)).toEqual(["waiting 1", "waiting 1"]);
  await sendDue(config, NOW + 30_000);
  expect(hook.received).toHaveLength(1);
  await sendDue(config, NOW + MINUTE);
  expect(smtp.mails).toHaveLength(1);
  for (let hour = 1; hour < 60; hour++) await sendDue(config, NOW + hour * HOUR);
  const notices = await latestNotices(10);
  expect(notices.find(({ channel }) => channel === "webhook")).toMatchObject({
    state: "failed",
    tries: 7,
    error: "The webhook’s receiver answered 500.",
  });
  expect(new Set(hook.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("a mail server that draws it out is cut off, and whatever goes wrong with one notice stops no other", async () => {
  smtp.dawdle(true);
  const message = { id: "1", createdAt: NOW, ...testText(ORIGIN) };
  await expect(sendMail(message, config.recipients, 400)).rejects.toThrow(/did not take it in time/);
  smtp.dawdle(false);
  await note(STOPPED, NOW);
  // As an older program may have left it: no key that signatures could be made with.
  await sendDue({ ...config, secret: "whsec_" }, NOW);
  expect((await latestNotices(2)).map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual([
    "email sent",
    "webhook waiting",
  ]);
  await sendDue(config, NOW + MINUTE);
  expect(hook.received).toHaveLength(1);
});

test("each try is claimed for its own time, whatever those before it took", async () => {
  const slow = await receiver();
  slow.delay(1_500);
  const to = { ...config, recipients: [], webhook: slow.url };
  for (const kind of ["first", "second"])
    await db().write((tx) => queueNotice(tx, { kind, subject: kind, text: kind }, to, NOW));
  const sending = sendDue(to, NOW);
  await expect.poll(() => slow.received.length, { timeout: 5_000 }).toBe(2);
  const second = await db().read.notice.findFirstOrThrow({ where: { kind: "second" } });
  expect(Number(second.nextAt)).toBeGreaterThanOrEqual(NOW + 2 * MINUTE + 1_400);
  await sending;
  await slow.close();
});

test("a webhook follows no redirect and reaches no link-local address", async () => {
  const message = { id: "1", createdAt: NOW, ...testText(ORIGIN) };
  const post = (webhook: string) => send("webhook", message, { ...config, webhook });
  hook.answer(302, { location: "http://127.0.0.1:1/elsewhere" });
  await expect(post(hook.url)).rejects.toThrow(/302: redirects are not followed/);
  expect(hook.received).toHaveLength(1);
  for (const host of ["169.254.169.254", "0.0.0.0", "[fe80::1]", "[::ffff:169.254.169.254]", "0251.0376.0251.0376"])
    await expect(post(`http://${host}/latest`), host).rejects.toThrow(/link-local/);
  await expect(post("http://127.0.0.1:1/")).rejects.toThrow(/could not be reached \(ECONNREFUSED\)/);
  await expect(
    db().write(async (tx) => {
      await tx.notice.deleteMany();
      await changeNoticeConfig(tx, { webhook: "file:///etc/passwd" });
    }),
  ).rejects.toThrow(/must begin with https/);
});

test("the week's figures are told on Monday morning of the reporting zone, once, and name no viewer", async () => {
  const video = { video_id: "aaaaaaaa-0000-4000-8000-000000000001", video_title: "Safety\r\nfirst" };
  const view = (started: string) => ({
    ...video,
    id: crypto.randomUUID(),
    started,
    updated_at: started,
    viewer_name: "Ada Lovelace",
    viewer_email: "ada@example.com",
    percentage: 80,
  });
  await ingestRecords(
    ["2026-03-09T10:00:00Z", "2026-03-15T23:59:59Z", "2026-03-02T10:00:00Z", "2026-03-16T00:00:00Z"].map(view),
    { source: "import" },
  );
  const { revision } = await db().read.counter.findFirstOrThrow();
  await columns().reached(Number(revision));
  await noteWeek(config, ORIGIN, NOW);
  for (const at of ["2026-03-15T23:00:00Z", "2026-03-16T07:59:00Z"]) await noteWeek(config, ORIGIN, Date.parse(at));
  expect(await latestNotices(10)).toEqual([]);
  const monday = Date.parse("2026-03-16T08:00:00Z");
  await Promise.all([noteWeek(config, ORIGIN, monday), noteWeek(config, ORIGIN, monday)]);
  await noteWeek(config, ORIGIN, monday + 3 * DAY);
  await sendDue(config, monday);
  expect(subjects()).toEqual(["Last week: 2 views"]);
  const text = smtp.mails[0]?.data.replaceAll("=\r\n", "") ?? "";
  expect(text).toContain("2026-03-09 to 2026-03-15");
  expect(text).toMatch(/Views: 2 \(\+100 %\)/);
  expect(text).toMatch(/Watched: 80%/);
  expect(text).toContain("2  Safety first");
  expect(text).not.toMatch(/Ada|ada@/);
});

test("a look at a quiet server tells nobody, and one at a full quarantine does", async () => {
  await look(NOW);
  expect(await latestNotices(10)).toEqual([]);
  await ingestRecords([{ id: "no id" }], { source: "webhook" });
  await look(NOW + MINUTE);
  expect(subjects()).toEqual(["1 delivery waits in quarantine"]);
});

test("what is due is sent although nothing new can be known, and two looks at once are one", async () => {
  await noteWeek(config, ORIGIN, NOW);
  await db().write((tx) => queueNotice(tx, testText(ORIGIN), config, NOW));
  // Last week's figures are asked of the store.
  await columns().close();
  const monday = Date.parse("2026-03-16T08:30:00Z");
  const looks = [look(monday, 500), look(monday)];
  expect(looks[0]).toBe(looks[1]);
  await Promise.all(looks);
  expect((await latestNotices(10)).map(({ kind }) => kind)).not.toContain("weekly");
  expect(subjects()).toContain("A test from Viewledger");
});
