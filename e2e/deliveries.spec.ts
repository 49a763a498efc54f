import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, WEBHOOK_KEY } from "./fixtures";
import type { Server } from "./server";

test.use({ house: "deliveries" });

const VIDEO = "33333333-3333-4333-8333-333333333333";
const SECONDS_AHEAD = 4;
const banner = (page: Page) => page.getByRole("status").filter({ hasText: "in quarantine:" });
const newId = () => crypto.randomUUID();
const viewOf = (fields: object) => ({ id: newId(), video_id: VIDEO, video_title: "Safety", percentage: 80, ...fields });

/** Whatever the bytes, as the sender would post them; returns the answer. */
async function send(server: Server, body: string | Uint8Array<ArrayBuffer>, key = WEBHOOK_KEY) {
  const answer = await fetch(`${server.origin}/api/webhooks/views`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-KEY": key },
    body,
  });
  return { status: answer.status, ...((await answer.json()) as { delivery?: string; reason?: string }) };
}

test("before the first delivery the page says how to connect", async ({ page, login }) => {
  await login();
  await page.getByRole("link", { name: "Deliveries" }).first().click();
  // The overview, where this began, says the same.
  await page.waitForURL("**/deliveries");
  await expect(page.getByRole("heading", { name: "Deliveries" })).toBeVisible();
  await expect(page.getByText("Copy the webhook address")).toBeVisible();
  await expectAccessible(page);
});

test("a delivery too early for its clock waits, is read, and is applied when its time has come", async ({
  page,
  login,
  post,
  server,
}) => {
  const now = Date.now();
  expect(await post(viewOf({ updated_at: new Date(now - 90_000).toISOString() }))).toEqual(["applied"]);
  const early = viewOf({
    viewer_name: "<script>alert(1)</script>",
    updated_at: new Date(now + 600_000 + SECONDS_AHEAD * 1_000).toISOString(),
  });
  const { delivery, reason } = await send(server, JSON.stringify(early));
  expect(reason).toBe("updated_in_future");

  await login();
  await expect(banner(page)).toContainText("1 delivery waits in quarantine: Updated in the future", {
    timeout: 20_000,
  });
  await page.getByRole("link", { name: "Quarantine" }).first().click();
  await expect(page.getByRole("heading", { name: "Updated in the future" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("table", { name: "Records" }).getByRole("link").first().click();
  await page.waitForURL(`**/deliveries/${delivery}`);
  const marked = page.locator("li", { hasText: "← Updated in the future" });
  await expect(marked).toContainText('"updated_at":');
  await expect(page.getByText('"viewer_name": "<script>alert(1)</script>"')).toBeVisible();
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Raw bytes" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe(JSON.stringify(early));

  await expect
    .poll(
      async () => {
        const button = page.getByRole("button", { name: "Replay" });
        if (await button.isVisible()) await button.click();
        await expect(page.getByText(/^Replayed: /)).toBeVisible();
        return page.getByText(/^Replayed: /).textContent();
      },
      { timeout: 30_000, intervals: [1_000] },
    )
    .toBe("Replayed: 1 applied.");
  await expect(page.getByText("Quarantined · replayed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Replay" })).toHaveCount(0);
  await expect(banner(page)).toHaveCount(0);

  await page.goto("/deliveries?period=24h");
  await expect(page.locator("[data-figure=count]")).toHaveText("2");
  await expect(page.locator("[data-figure=waiting]")).toHaveText("0");
  await expect(page.getByText("replayed: applied")).toBeVisible();
  await expectAccessible(page);
});

test("a kind that is dismissed with what comes like it alarms no more, until it is told to", async ({
  page,
  signedIn,
  server,
}) => {
  const interaction = () => send(server, JSON.stringify({ id: newId(), type_of: "click", parent_id: newId() }));
  for (let i = 0; i < 3; i++) expect((await interaction()).reason).toBe("interaction");
  expect((await send(server, "")).reason).toBe("test");
  await signedIn();
  // The banner may be some seconds behind.
  await expect(async () => {
    await page.goto("/deliveries/quarantine");
    await expect(banner(page)).toContainText("3 deliveries wait in quarantine: Interaction webhook (3)", {
      timeout: 1_000,
    });
  }).toPass();
  await page
    .getByLabel(/^Choose the record/)
    .first()
    .check();
  await page.getByRole("button", { name: "Dismiss 1" }).click();
  await expect(page.getByText("1 record dismissed.")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss all, and what comes like them" }).click();
  await expect(page.getByText(/^2 dismissed/)).toBeVisible();
  await expect(page.getByText("Nothing waits")).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await expectAccessible(page);

  await interaction();
  // Other than the one above, a broken one still alarms: the banner's figures are new ones.
  await send(server, '{"id":');
  await expect(async () => {
    await page.goto("/deliveries/quarantine");
    await expect(banner(page)).toContainText("1 delivery waits in quarantine: Invalid JSON", { timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Replay it" }).click();
  await expect(page.getByText("Replayed: 1 still unreadable, and kept.")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss it, and what comes like it" }).click();
  await expect(banner(page)).toHaveCount(0);

  await page.getByRole("link", { name: "Dismissed" }).click();
  await expect(page.getByRole("navigation", { name: "Kinds" })).toContainText("Interaction webhook4");
  await page.getByRole("button", { name: "Alarm for Interaction webhook again" }).click();
  await expect(page.getByText("raise an alarm")).toBeVisible();
  await interaction();
  await expect(async () => {
    await page.goto("/overview");
    await expect(banner(page)).toContainText("Interaction webhook (1)", { timeout: 1_000 });
  }).toPass();
});

test("many requests with a wrong key are told on every page", async ({ page, signedIn, server }) => {
  for (let i = 0; i < 12; i++) expect((await send(server, "{}", "not-the-right-key")).status).toBe(401);
  await signedIn();
  await expect(async () => {
    await page.goto("/settings");
    await expect(page.getByText("12 requests with a wrong webhook key")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await send(server, "");
  await page.goto("/deliveries?period=24h");
  await expect(page.locator("[data-figure=refused]")).toHaveText("12");
});

test("what a delivery lost is told: values not taken as sent, and deliveries turned away", async ({
  page,
  login,
  post,
  server,
}) => {
  expect((await send(server, " ".repeat(1_048_577))).status).toBe(413);
  expect(await post(viewOf({ percentage: 95.5, viewer_id: [] }))).toEqual(["applied"]);
  await login("/deliveries?period=24h");
  await expect(page.locator("[data-figure=refused] + dd")).toContainText("1 for other reasons than the key");
  await page.getByRole("table", { name: "Deliveries", exact: true }).getByRole("link").first().click();
  await expect(page.getByText("Not taken as sent: percentage, viewer_id.")).toBeVisible();
  await expect(page.getByText('"percentage": 95.5,← Not taken as sent')).toBeVisible();
  await page.goto("/deliveries/quarantine?reason=invalid_json");
  await expect(page.getByText("Nothing of the kind “Invalid JSON” waits. Below is another kind.")).toBeVisible();
});

test("filters stand in the address, and what is wrong in it is told", async ({ page, login, post, server }) => {
  const other = { video_id: newId(), video_title: "Lifting" };
  expect(await post(viewOf(other), viewOf({}), viewOf({}))).toEqual(["applied", "applied", "applied"]);
  await login("/deliveries?outcome=applied&period=24h");
  const rows = page.getByRole("table", { name: "Deliveries", exact: true }).locator("tbody tr");
  await expect(rows.getByText("Safety").nth(1)).toBeVisible();
  await rows.getByRole("link", { name: "Lifting" }).click();
  await page.waitForURL(`**/deliveries?period=24h&outcome=applied&video=${other.video_id}`);
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "Overview" }).first().click();
  await page.waitForURL("**/overview");
  await page.goto("/deliveries?outcome=lost&country=Norway");
  await expect(page.getByText("Part of this address was ignored")).toBeVisible();
  const stranger = await fetch(`${server.origin}/api/deliveries/x/body`);
  expect(stranger.status).toBe(401);
});

test("a key is rotated: both are taken for some days", async ({ page, login, server }) => {
  await login("/settings");
  await expect(page.getByText("given by MINDSTAMP_WEBHOOK_KEY")).toBeVisible();
  const shown = async () => (await page.locator("code").allInnerTexts()).find((text) => /^[\w-]{43}$/.test(text)) ?? "";
  await page.getByLabel("Label").fill("Account");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("It is shown only now")).toBeVisible();
  const old = await shown();
  await page.getByRole("button", { name: /^Rotate key Account/ }).click();
  await page.getByLabel("The old key works for (days)").fill("3");
  await page.getByRole("button", { name: "Make a new key" }).click();
  await expect(page.getByText("accepted until")).toBeVisible();
  await expect.poll(shown).not.toBe(old);
  const made = await shown();
  for (const key of [old, made]) expect((await send(server, "", key)).status).toBe(200);
  await expectAccessible(page);
  await page.getByRole("button", { name: new RegExp(`^Retire key Account …${old.slice(-4)}`) }).click();
  await page.getByRole("button", { name: "Retire it now" }).filter({ visible: true }).click();
  await expect(page.getByText("1 key is not accepted any more")).toBeVisible();
  await expect.poll(async () => (await send(server, "", old)).status).toBe(401);
  expect((await send(server, "", made)).status).toBe(200);
});
