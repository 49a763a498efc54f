import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { claimJob, historyJob, note } from "./job";

const WHAT = { kind: "import", file: "views.csv", state: "receiving", bytes: null } as const;

afterAll(() => db().close());

test.runIf(db().dialect.name === "postgres")("a claim that could not be committed bars no other", async () => {
  await db().write(async (tx) => {
    await tx.$executeRaw`CREATE TABLE pending (user_id TEXT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)`;
    await tx.$executeRaw`CREATE FUNCTION leave_pending() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN INSERT INTO pending VALUES (NEW.key); RETURN NEW; END'`;
    await tx.$executeRaw`CREATE TRIGGER pending AFTER INSERT ON settings FOR EACH ROW EXECUTE FUNCTION leave_pending()`;
  });
  await expect(claimJob(WHAT)).rejects.toThrow();
  expect(await historyJob()).toBeNull();
  await db().write((tx) => tx.$executeRaw`DROP TRIGGER pending ON settings`);
  const { job } = await claimJob(WHAT);
  job.state = "done";
  await note(job);
});

test("a job whose place was taken writes over no note of the other, and stops", async () => {
  const { job, signal } = await claimJob(WHAT);
  await note(job);
  expect(signal.aborted).toBe(false);
  const other = JSON.stringify({ ...job, id: "other", file: "others.csv" });
  await db().write((tx) => tx.setting.update({ where: { key: "history.job" }, data: { value: other } }));
  await note(job);
  expect(signal.aborted).toBe(true);
  job.state = "stopped";
  await note(job);
  expect(await historyJob()).toMatchObject({ id: "other", file: "others.csv" });
});
