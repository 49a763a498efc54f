import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { callAction, Form } from "../policy/call-action";
import { actionsInBuild } from "../policy/routes-in-app";
import { signIn } from "../sign-in";
import { House, until } from "./house";
import { listeningPid } from "./listening";
import { post } from "./senders";

const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };
const CANARY = "canary.4411";
const EACH = 1_500;
/** As long as a browser's reader would wait at the very most; on a quiet machine it is two seconds. */
const ANSWER_MS = 30_000;

const body = () =>
  JSON.stringify(
    Array.from({ length: EACH }, () => ({
      id: crypto.randomUUID(),
      video_id: "0452e22e-5e15-4b51-bcc7-0be4c0df99b1",
      viewer_email: `${CANARY}@example.com`,
      started: "2026-01-01T00:00:00Z",
    })),
  );

interface Job {
  state: string;
  tries: number;
  views: { done: number; of: number } | null;
}

// So many that it takes well longer than a page waits: SQLite erases some thousand a second.
describe.each([
  { dialect: "sqlite", bodies: 14 },
  { dialect: "postgres", bodies: 6 },
])("on $dialect", ({ dialect, bodies }) => {
  let postgres: RealPostgres | null = null;
  let house: House;
  afterAll(async () => {
    await house.remove();
    await postgres?.stop();
  });

  const job = async (): Promise<Job | null> => {
    const [row] = await house.ask("SELECT value FROM settings WHERE key = 'privacy.erasure'");
    return row ? (JSON.parse(String(row.value)) as Job) : null;
  };

  test("who has thousands of views is erased without the browser waiting, also by a server that is killed meanwhile", async () => {
    if (dialect === "postgres") postgres = await startPostgres();
    house = new House({ ...ADMINISTRATOR, ...(postgres && { DATABASE_URL: postgres.url }) });
    const server = await house.start();
    for (let i = 0; i < bodies; i++) expect(await post(server.origin, body())).toMatchObject({ status: 200 });
    const id = actionsInBuild().find(({ name }) => name === "actOnPerson")?.id ?? "";
    const erase = new Form({ intent: "erase", by: "email", value: `${CANARY}@example.com`, counts: "kept" });
    const cookie = await signIn(server.origin, ADMINISTRATOR);
    const began = performance.now();
    const { status, told } = await callAction(new URL("/settings/privacy", server.origin), {
      id,
      arguments_: [{ found: null, message: null, serial: 0 }, erase],
      cookie,
    });
    const took = performance.now() - began;
    expect(status).toBe(200);
    expect(told).toContain("It goes on without this page");
    expect(await job(), "answered before the end").toMatchObject({ state: "running" });
    expect(took).toBeLessThan(ANSWER_MS);
    await until("some views are erased", async () => ((await job())?.views?.done ?? 0) > 0, 60_000);
    process.kill(listeningPid(server.port), "SIGKILL");
    await server.ended;
    const left = await job();
    console.log(`answered after ${Math.round(took)} ms; killed at ${left?.views?.done} of ${left?.views?.of} views`);
    expect(left).toMatchObject({ state: "running", tries: 1 });
    expect(JSON.stringify(left)).not.toContain(CANARY);

    const { origin } = await house.start();
    await until("the erasure is done", async () => (await job())?.state === "done", 120_000);
    expect((await job())?.tries).toBe(2);
    const views = "SELECT COUNT(*) AS views, COUNT(viewer_email) AS named FROM views WHERE deleted_at IS NULL";
    const [counts] = await house.ask(views);
    expect([Number(counts?.views), Number(counts?.named)]).toEqual([bodies * EACH, 0]);
    for (const table of ["viewers", "settings", "deliveries", "audit_log"])
      expect(JSON.stringify(await house.ask(`SELECT * FROM ${table}`)), table).not.toContain(CANARY);
    for (const name of dialect === "sqlite" ? readdirSync(house.dataDir) : [])
      if (name.includes(".")) expect(readFileSync(path.join(house.dataDir, name)).includes(CANARY), name).toBe(false);
    const page = await fetch(`${origin}/settings/privacy`, { headers: { cookie } });
    expect(await page.text()).toContain("What is delivered of them again stays without personal data.");
  });
});
