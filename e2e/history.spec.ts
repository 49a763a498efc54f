import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { startApi, TOKEN } from "../lib/mindstamp/testing/api-server";
import { demoViews } from "../prisma/seed/generate";
import { ADMINISTRATOR, expect, expectAccessible, test, WEBHOOK_KEY } from "./fixtures";
import { startServer } from "./server";

test.use({ house: "history" });

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-files-"));
const views = [...demoViews({ views: 3_000, now: Date.now() })];
const file = (name: string, content: string | Buffer) => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};
const lines = views.map((view) => JSON.stringify(view));

test("a file is looked through, then brought in, and its views are on the overview", async ({ page, login }) => {
  await login("/settings");
  await page.getByLabel("From a file").setInputFiles(file("views.ndjson.gz", gzipSync(lines.join("\n"))));
  await page.getByRole("button", { name: "Only look through it" }).click();
  await expect(page.getByText("views.ndjson.gz was looked through, and nothing stored yet.")).toBeVisible();
  await expect(page.getByRole("row", { name: /3,000 new, or with something new/ })).toBeVisible();
  await page.getByRole("button", { name: "Bring it in" }).click();
  await expect(page.getByText("views.ndjson.gz is stored.")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.goto("/overview?period=all");
  await expect(page.locator('[data-metric="views"]').first()).toContainText(/3,000|3K/);
});

test("a damaged file says which line; the state is there after the page was left", async ({ page, login }) => {
  await login("/settings");
  const broken = [...lines.slice(0, 500), '{"id": "cut', ...lines.slice(500, 900)].join("\n");
  await page.getByLabel("From a file").setInputFiles(file("broken.ndjson", broken));
  const arrived = page.waitForResponse((response) => response.url().includes("/api/import?"));
  await page.getByRole("button", { name: "Bring it in" }).click();
  // Whoever leaves before takes the rest of the file away.
  await arrived;
  await page.goto("/overview");
  await page.goto("/settings");
  await expect(page.getByText("broken.ndjson is stored, but for what could not be read.")).toBeVisible({
    timeout: 30_000,
  });
  await page.getByText("Which could not be read").click();
  await expect(page.getByText("Line 501: Invalid JSON")).toBeVisible();
  await expect(page.getByRole("row", { name: /900 known already/ })).toBeVisible();
  await page.getByLabel("From a file").setInputFiles(file("names.csv", "name,score\nAnn,3\n"));
  await page.getByRole("button", { name: "Bring it in" }).click();
  await expect(page.getByText(/no column id among name, score/)).toBeVisible();
  await expectAccessible(page);
});

test("only Viewledger's own pages of an administrator may send a file", async ({ page, signedIn, server }) => {
  const url = `${server.origin}/api/import?name=views.ndjson`;
  const send = (headers: Record<string, string>) => fetch(url, { method: "POST", headers, body: lines[0] ?? "" });
  expect((await send({ origin: server.origin })).status).toBe(401);
  expect((await fetch(url)).status).toBe(401);
  await signedIn();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect((await send({ cookie })).status).toBe(403);
  expect((await send({ cookie, origin: "https://example.org" })).status).toBe(403);
  expect((await fetch(url, { method: "DELETE", headers: { cookie } })).headers.get("allow")).toBe("GET, HEAD, POST");
  const taken = await send({ cookie, origin: server.origin });
  expect(taken.status).toBe(202);
  expect(await taken.json()).toMatchObject({ job: { kind: "import", file: "views.ndjson" } });
});

test("while the importer of another process writes, every delivery is answered with 200", async () => {
  const own = await startServer({ MINDSTAMP_WEBHOOK_KEY: WEBHOOK_KEY });
  try {
    const many = [...demoViews({ views: 20_000, now: Date.now(), seed: 3 })];
    const source = file("many.ndjson", many.map((view) => JSON.stringify(view)).join("\n"));
    const importer = spawn(process.execPath, ["--import", "tsx", "scripts/history/import.ts", source], {
      env: { ...process.env, DATABASE_URL: own.databaseUrl, DATA_DIR: own.dataDir },
      stdio: "ignore",
    });
    const exit = once(importer, "exit");
    const statuses: number[] = [];
    while (importer.exitCode === null && importer.signalCode === null) {
      const body = JSON.stringify({ ...views[0], id: crypto.randomUUID() });
      const headers = { "X-KEY": WEBHOOK_KEY };
      const answer = await fetch(`${own.origin}/api/webhooks/views`, { method: "POST", headers, body });
      statuses.push(answer.status);
    }
    expect(await exit).toEqual([0, null]);
    expect(statuses.length).toBeGreaterThan(20);
    expect(new Set(statuses)).toEqual(new Set([200]));
  } finally {
    expect(await own.stop()).toBe(0);
  }
});

test("Mindstamp's API is read at the press of a button, and its refusal is told in words", async ({ page }) => {
  const api = await startApi();
  api.views = [...views.slice(0, 240), null];
  const env = {
    ADMIN_EMAIL: ADMINISTRATOR.email,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
    MINDSTAMP_API_URL: api.url,
    MINDSTAMP_API_TOKEN: TOKEN,
  };
  const own = await startServer(env);
  try {
    await page.goto(`${own.origin}/login?callbackUrl=/settings`);
    await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
    await page.getByLabel("Password").fill(ADMINISTRATOR.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Read everything it has" }).click();
    await expect(page.getByText("Mindstamp’s API was read to its end.")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("row", { name: /240 new, or with something new/ })).toBeVisible();
    api.trouble = (_, response) => Boolean(response.writeHead(401).end());
    await page.getByRole("button", { name: "Read everything it has" }).click();
    await expect(page.getByText(/refused the token \(401\)/)).toBeVisible({ timeout: 30_000 });
  } finally {
    expect(await own.stop()).toBe(0);
    await api.close();
  }
});
