import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoDeliveries } from "../../prisma/seed/deliveries";
import { deleteUser } from "../auth/users";
import { contents } from "../copy/testing/contents";
import { db } from "../db";
import { migrate } from "../db/migrate";
import { env } from "../env";
import { ingestRecords } from "../ingest/ingest";
import { createWebhookKey, retireWebhookKey, rotateWebhookKey, stateOf } from "../ingest/keys";
import { erasePerson } from "../privacy/erase";
import { sweepErased } from "../privacy/sweep";
import { BackupStopped, backUp, backupName, pruneBackups } from "./backup";
import { restore } from "./restore";

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-backup-"));
const at = (name: string) => path.join(folder, name);
const BACKUP = at("backups/viewledger-20260101-000000.db");
const ENDED = ["sessions", "setup_tokens", "user_links", "api_tokens"];
const options = { file: BACKUP, dataDir: at("work"), force: false, now: new Date("2026-11-25T10:00:00Z") };
const RECORDS = 1_200;

const more = (count: number) =>
  ingestRecords(
    Array.from({ length: count }, () => ({ id: crypto.randomUUID(), video_id: crypto.randomUUID() })),
    { source: "import" },
  );

beforeAll(async () => {
  await ingestRecords([...demoDeliveries({ views: RECORDS, now: Date.now() })].slice(0, RECORDS), { source: "demo" });
  await db().write(async (tx) => {
    await tx.user.create({ data: { id: "u1", email: "a@example.com", role: "administrator" } });
    await tx.session.create({ data: { id: "s1", userId: "u1", expiresAt: new Date("2030-01-01T00:00:00Z") } });
  });
});
afterAll(async () => {
  await db().close();
  rmSync(folder, { recursive: true });
});

test("a backup made while views come in holds one state of them, whole, and only for this user to read", async () => {
  let isOver = false;
  const coming = (async () => {
    while (!isOver) await more(20);
  })();
  const { bytes } = await backUp({ url: db().url, file: BACKUP });
  isOver = true;
  await coming;
  expect(statSync(BACKUP).mode & 0o777).toBe(0o600);
  expect(bytes).toBe(statSync(BACKUP).size);
  expect(readdirSync(path.dirname(BACKUP))).toEqual([path.basename(BACKUP)]);
  const backup = new Database(BACKUP, { readonly: true });
  // A commit moves the counter, writes its views and tells of them in the ledger: all of it, or nothing.
  expect(
    backup
      .prepare(
        `SELECT (SELECT revision FROM counter) - MAX(revision) AS ahead,
          COUNT(*) - (SELECT SUM(records) FROM deliveries WHERE outcome = 'applied' AND source = 'import')
            - (SELECT COUNT(*) FROM views WHERE revision <= 1) AS odd FROM views`,
      )
      .get(),
  ).toEqual({ ahead: 0, odd: 0 });
  backup.close();
});

test("restored elsewhere, everything is there again but for the sessions", async () => {
  const url = `file:${at("elsewhere/viewledger.db")}`;
  expect(await restore({ ...options, url })).toEqual({
    applied: [],
    keptAs: null,
    tombstones: 0,
    usersBack: ["a@example.com"],
    warning: null,
  });
  expect(await contents(url, ENDED)).toEqual(await contents(`file:${BACKUP}`, ENDED));
  expect((await contents(url)).sessions).toMatch(/^0 /);
  expect(statSync(at("elsewhere/viewledger.db")).mode & 0o777).toBe(0o600);
  expect(readdirSync(at("elsewhere"))).toEqual(["viewledger.db"]);
});

test("over data only by force, which keeps what was there; never while somebody is at work", async () => {
  const { url } = db();
  await expect(restore({ ...options, url, force: true })).rejects.toThrow(/in use|other connections/);
  await db().close();
  await expect(restore({ ...options, url })).rejects.toThrow(/--force/);
  const before = await contents(url);
  expect(before.views).not.toBe((await contents(`file:${BACKUP}`)).views);
  const { keptAs } = await restore({ ...options, url, force: true });
  expect(await contents(url, ENDED)).toEqual(await contents(`file:${BACKUP}`, ENDED));
  if (db().dialect.name === "sqlite") expect(await contents(`file:${keptAs}`)).toEqual(before);
  else {
    expect(keptAs).toBe("schema before_restore_20261125_100000");
    const connection = await db().dialect.connect(url);
    const [row] = await connection.query(`SELECT COUNT(*) AS views FROM before_restore_20261125_100000.views`);
    await connection.close();
    expect(before.views).toMatch(new RegExp(`^${row?.views} `));
  }
});

test("who was erased after the backup was made does not come back with it", async () => {
  const { url } = db();
  const viewer_email = "ada.lovelace@example.com";
  await ingestRecords([{ id: crypto.randomUUID(), video_id: crypto.randomUUID(), viewer_email, viewer_name: "Ada" }], {
    source: "import",
  });
  const file = at("backups/with-ada.db");
  await backUp({ url, file });
  expect(readFileSync(file).includes(viewer_email)).toBe(true);
  await erasePerson({ by: "email", value: viewer_email }, { counted: true, actor: null });
  // Only what the databases themselves tell is to count here.
  rmSync(path.join(env().DATA_DIR, "tombstones.json"));
  await db().close();
  const { tombstones } = await restore({ ...options, file, url, force: true, now: new Date("2026-11-25T11:00:00Z") });
  expect(tombstones).toBeGreaterThan(0);
  expect(await db().read.view.count({ where: { viewer_email } })).toBe(1);
  expect(await sweepErased()).toBe(1);
  expect(await db().read.view.count({ where: { viewer_email } })).toBe(0);
  expect(await db().read.viewer.count({ where: { email: viewer_email } })).toBe(0);
  expect(await sweepErased()).toBe(0);
});

test("a backup in which an erased person's views still counted does not bring them back into the figures", async () => {
  const { url } = db();
  const viewer_email = "grace.hopper@example.com";
  const id = crypto.randomUUID();
  await ingestRecords([{ id, video_id: crypto.randomUUID(), viewer_email }], { source: "import" });
  const done = await erasePerson({ by: "email", value: viewer_email }, { counted: true, actor: null });
  const file = at("backups/with-grace.db");
  await backUp({ url, file });
  const asked = { by: "viewer", value: String(done?.pseudonym) } as const;
  await erasePerson(asked, { counted: false, actor: null });
  rmSync(path.join(env().DATA_DIR, "tombstones.json"));
  await db().close();
  const { tombstones } = await restore({ ...options, file, url, force: true, now: new Date("2026-11-25T11:30:00Z") });
  expect(tombstones).toBeGreaterThan(0);
  expect(await db().read.view.findUniqueOrThrow({ where: { id } })).toMatchObject({ deletedAt: null });
  expect(await sweepErased()).toBe(1);
  const row = await db().read.view.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ deletedAt: expect.anything(), viewerKey: done?.pseudonym });
});

test("a restore gives nobody back what was taken from them since, and names who comes back", async () => {
  const { url } = db();
  const far = new Date("2030-01-01T00:00:00Z");
  const user = { role: "administrator", passwordHash: "old", totpSecret: "old" };
  const more = { ...user, ssoSubject: "issuer 1" };
  await db().write(async (tx) => {
    await tx.user.create({ data: { ...more, id: "u2", email: "b@example.com" } });
    await tx.user.create({ data: { ...user, id: "u3", email: "c@example.com" } });
    await tx.user.create({ data: { ...user, id: "u4", email: "d@example.com", role: "viewer", disabledAt: far } });
    await tx.userLink.create({ data: { digest: "l", userId: "u2", expiresAt: far } });
    await tx.apiToken.create({
      data: { id: "t", userId: "u2", label: "x", digest: "t", prefix: "vl_", expiresAt: far },
    });
    await tx.recoveryCode.createMany({ data: ["used", "left"].map((digest) => ({ digest, userId: "u2" })) });
  });
  const file = at("backups/access.db");
  await backUp({ url, file });
  const disabledAt = new Date("2026-11-25T09:00:00Z");
  const now = { role: "viewer", passwordHash: "new", totpSecret: "new", totpStep: 7, disabledAt, ssoSubject: null };
  await db().write(async (tx) => {
    await tx.user.update({ where: { id: "u2" }, data: now });
    await tx.user.delete({ where: { id: "u3" } });
    await tx.recoveryCode.deleteMany({ where: { digest: "used" } });
    await tx.user.update({ where: { id: "u1" }, data: { ssoSubject: "issuer 1" } });
  });
  await deleteUser("u1", "u4");
  await db().close();
  const { usersBack } = await restore({ ...options, file, url, force: true, now: new Date("2026-11-25T12:00:00Z") });
  expect(usersBack).toEqual(["c@example.com"]);
  expect(await db().read.user.findUnique({ where: { id: "u4" } })).toBeNull();
  const omit = { passwordHash: false, totpSecret: false };
  expect(await db().read.user.findUnique({ where: { id: "u2" }, omit })).toMatchObject(now);
  expect(await db().read.user.findUnique({ where: { id: "u1" } })).toMatchObject({ ssoSubject: "issuer 1" });
  expect((await db().read.recoveryCode.findMany()).map(({ digest }) => digest)).toEqual(["left"]);
  expect([await db().read.apiToken.count(), await db().read.userLink.count()]).toEqual([0, 0]);
});

test("a key that was retired or made to end since stays so, and one that was made since is accepted", async () => {
  const { url } = db();
  const [kept, retired, ending] = await Promise.all(
    ["kept", "retired", "ending"].map((label) => createWebhookKey({ label })),
  );
  const file = at("backups/keys.db");
  await backUp({ url, file });
  await retireWebhookKey(retired?.id ?? "");
  const { id: successor } = await rotateWebhookKey(ending?.id ?? "", 3);
  const keys = () => db().read.webhookKey.findMany({ orderBy: { digest: "asc" } });
  const before = await keys();
  await db().close();
  await restore({ ...options, file, url, force: true, now: new Date("2026-11-25T12:30:00Z") });
  expect(await keys()).toEqual(before);
  const state = new Map(before.map((key) => [key.id, stateOf(key, new Date())]));
  expect([kept?.id, retired?.id, ending?.id, successor].map((id) => state.get(id ?? ""))).toEqual([
    "accepted",
    "retired",
    "expiring",
    "accepted",
  ]);
});

test.runIf(db().dialect.name === "postgres").each(["audit_log", "deliveries"])(
  "a restore that was cut off in %s is repeated, and who was erased stays erased",
  async (table) => {
    const { url } = db();
    const viewer_email = `${table}@example.com`;
    const seen = { id: crypto.randomUUID(), video_id: crypto.randomUUID(), viewer_email };
    await ingestRecords([seen], { source: "import" });
    const file = at(`backups/${table}.db`);
    await backUp({ url, file });
    await erasePerson({ by: "email", value: viewer_email }, { counted: true, actor: null });
    rmSync(path.join(env().DATA_DIR, "tombstones.json"), { force: true });
    await db().close();
    const now = new Date(`2026-11-25T${table === "audit_log" ? 13 : 14}:00:00Z`);
    const cut = restore({
      ...{ ...options, file, url, force: true, now },
      onProgress(step) {
        if (step.table === table) throw new Error("cut off");
      },
    });
    await expect(cut).rejects.toThrow("cut off");
    await expect(db().migrate()).rejects.toThrow(/did not finish/);
    await db().close();
    const { keptAs, tombstones } = await restore({ ...options, file, url, now: new Date("2026-11-25T15:00:00Z") });
    expect(keptAs).toBe(`schema before_restore_20261125_${now.getUTCHours()}0000`);
    expect(tombstones).toBeGreaterThan(0);
    expect(await sweepErased()).toBe(1);
    expect(await db().read.view.count({ where: { viewer_email } })).toBe(0);
    // Ended, it is data like any other, and what was put aside is no longer asked.
    await db().close();
    await expect(restore({ ...options, file, url })).rejects.toThrow(/--force/);
  },
);

test.runIf(db().dialect.name === "sqlite")("no server starts beside a restore that has not ended", async () => {
  const url = `file:${at("elsewhere/viewledger.db")}`;
  writeFileSync(at("elsewhere/viewledger.db.restoring"), "half");
  await expect(migrate(db().dialect, url)).rejects.toThrow(/repeat npm run restore/);
  const { keptAs } = await restore({ ...options, url, force: true });
  expect(readdirSync(at("elsewhere")).toSorted()).toEqual(["viewledger.db", path.basename(keptAs ?? "")]);
  expect(await migrate(db().dialect, url)).toEqual([]);
  expect(await contents(`file:${keptAs}`, ENDED)).toEqual(await contents(url, ENDED));
});

test("a database of an older program can be backed up on SQLite, and its backup is brought up to date", async () => {
  const [old, file, url] = [at("old.db"), at("backups/old-backup.db"), `file:${at("updated/viewledger.db")}`];
  copyFileSync(BACKUP, old);
  new Database(old)
    .exec(
      `DROP TABLE notices; DROP TABLE conditions; DELETE FROM "_prisma_migrations" WHERE migration_name LIKE '0012%'`,
    )
    .close();
  await backUp({ url: `file:${old}`, file });
  expect((await restore({ ...options, file, url })).applied).toContain("0012_notices");
  expect((await contents(url)).views).toBe((await contents(`file:${BACKUP}`)).views);
});

test("what is no whole backup of this program or an older one is refused, and nothing is touched", async () => {
  const url = `file:${at("untouched/viewledger.db")}`;
  const refused = (file: string) => restore({ ...options, file, url });
  await expect(refused(at("missing.db"))).rejects.toThrow(/no file/);
  writeFileSync(at("text.db"), "no database at all, but longer than the header of one would be; ".repeat(20));
  await expect(refused(at("text.db"))).rejects.toThrow(/no backup of Viewledger, or is damaged: take another/);
  new Database(at("other.db")).exec("CREATE TABLE views (id)").close();
  await expect(refused(at("other.db"))).rejects.toThrow(/no backup of Viewledger/);
  copyFileSync(BACKUP, at("cut.db"));
  truncateSync(at("cut.db"), Math.floor(statSync(BACKUP).size / 2));
  await expect(refused(at("cut.db"))).rejects.toThrow(/cut\.db is damaged: take another backup/);
  copyFileSync(BACKUP, at("newer.db"));
  new Database(at("newer.db"))
    .exec(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ('x', 'y', '9999_from_the_future', 'now', 1)`)
    .close();
  await expect(refused(at("newer.db"))).rejects.toThrow(/^Of the backup: The database is newer than this program/);
  expect(existsSync(at("untouched/viewledger.db"))).toBe(false);
});

test("a backup that is stopped, at whatever step, leaves nothing behind", async () => {
  for (const step of ["copying", "verifying"]) {
    const stopping = new AbortController();
    const file = at(`stopped/${step}.db`);
    // As a signal comes: when the event loop is free.
    const onProgress = ({ doing }: { doing: string }) => doing === step && setImmediate(() => stopping.abort());
    await expect(backUp({ url: db().url, file, signal: stopping.signal, onProgress })).rejects.toThrow(BackupStopped);
    expect(readdirSync(at("stopped"))).toEqual([]);
  }
});

test("only the newest backups are kept, and nothing else in the folder is touched", async () => {
  const names = [1, 2, 3].map((day) => backupName(new Date(Date.UTC(2026, 0, day, 3, 4, 5))));
  expect(names[0]).toBe("viewledger-20260101-030405.db");
  const [stale, fresh] = [5, 6].map((day) => `${backupName(new Date(Date.UTC(2026, 0, day)))}.partial-wal`) as [
    string,
    string,
  ];
  for (const name of [...names, "mine.db", stale, fresh]) writeFileSync(at(name), "");
  const daysAgo = new Date(Date.now() - 2 * 86_400_000);
  utimesSync(at(stale), daysAgo, daysAgo);
  expect(await pruneBackups(folder, 2)).toEqual([names[0], stale]);
  expect(existsSync(at(fresh))).toBe(true);
  expect(existsSync(at("mine.db"))).toBe(true);
});
