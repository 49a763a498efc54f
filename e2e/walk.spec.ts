import { demoDeliveries } from "../prisma/seed/deliveries";
import { expect, test, WEBHOOK_KEY } from "./fixtures";
import { drawn, lookAt, openMenus, prepare } from "./walk/look-at";
import { type Look, looks, type Ones, OUTSIDE, places } from "./walk/places";

test.use({ house: "walk" });

const VIEWS = 3_000;
const AT_ONCE = 500;
const nameOf = (place: string, { screen, theme }: Look) => `data-${place}-${screen}-${theme}`;

let ones: Ones = {};
test.beforeAll(async ({ server }) => {
  const send = async (body: string, key = WEBHOOK_KEY) => {
    const headers = { "Content-Type": "application/json", "X-KEY": key };
    const answer = await fetch(`${server.origin}/api/webhooks/views`, { method: "POST", headers, body });
    return (await answer.json()) as { delivery?: string };
  };
  let some: Record<string, unknown>[] = [];
  const person = new Map<unknown, number>();
  let last: Record<string, unknown> = {};
  for (const record of demoDeliveries({ views: VIEWS, now: Date.now() })) {
    last = record;
    if (record.viewer_id && record.viewer_name) person.set(record.viewer_id, (person.get(record.viewer_id) ?? 0) + 1);
    if (some.push(record) === AT_ONCE) {
      await send(JSON.stringify(some));
      some = [];
    }
  }
  await send(JSON.stringify(some));
  const [[viewer] = []] = [...person].sort((a, b) => b[1] - a[1]);
  // What waits in quarantine, and what a wrong key was refused for.
  await send('{"id":"not-an-id","viewer_name":"Somebody"}');
  await send("{", WEBHOOK_KEY);
  const early = new Date(Date.now() + 86_400_000).toISOString();
  const { delivery } = await send(JSON.stringify({ ...last, id: crypto.randomUUID(), updated_at: early }));
  ones = { video: String(last.video_id), viewer: String(viewer), delivery };
});

for (const look of looks()) {
  test(`every page with data, ${look.screen} and ${look.theme}`, async ({ page, signedIn }) => {
    test.setTimeout(600_000);
    await prepare(page, look);
    await page.goto(OUTSIDE.login);
    await lookAt(page, nameOf("login", look));
    await signedIn();
    const seen = new Set<string>();
    for (const [place, path] of Object.entries(places(ones)))
      await test.step(place, async () => {
        await page.goto(path);
        await drawn(page);
        await lookAt(page, nameOf(place, look));
        await openMenus(page, nameOf(place, look), seen);
      });
  });

  test(`what opens by a key or a click on a row, ${look.screen} and ${look.theme}`, async ({ page, login, server }) => {
    test.setTimeout(180_000);
    await prepare(page, look);
    await login("/overview?period=90d&country=!(none)&country=Germany&q=a");
    await drawn(page);
    await lookAt(page, nameOf("filtered", look));
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("a");
    await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
    await lookAt(page, nameOf("palette", look), false);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await lookAt(page, nameOf("shortcuts", look), false);
    await page.keyboard.press("Escape");

    await page.goto("/overview");
    if (look.screen === "narrow") await page.getByRole("button", { name: /^Last 30 days/ }).click();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("list", { name: "Filter by" }).getByRole("button", { name: "Country" }).click();
    await expect(page.locator("#facet-picker").getByRole("link").first()).toBeVisible();
    await lookAt(page, nameOf("facets", look), false);

    await page.goto(`${places(ones).viewer}`);
    await page.getByRole("button", { name: "Delete…" }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await lookAt(page, nameOf("delete", look), false);
    await page.keyboard.press("Escape");

    await page.goto("/overview?country=Nowhere");
    await expect(page.getByRole("heading", { name: "No view matches these filters" })).toBeVisible();
    await lookAt(page, nameOf("no-match", look));
    expect(server.output()).not.toContain("could not be made");
  });
}
