import { expect, test } from "./fixtures";

test.use({ house: "live" });

let serial = 0;
const view = () => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: `aaaaaaaa-0000-4000-8000-${String(serial % 30).padStart(12, "0")}`,
  video_title: `Video ${serial % 30}`,
  started: new Date(Date.now() - 60_000).toISOString(),
  updated_at: new Date(Date.now() - 1_000).toISOString(),
});

test("a page renews itself, but never under the hands of who reads it", async ({ page, login, post }) => {
  await post(...Array.from({ length: 60 }, view));
  await login("/videos");
  const rows = page.getByRole("table", { name: "Videos" }).getByRole("row");
  await expect(page.getByText("1–20 of 30 videos")).toBeVisible();
  const first = rows.nth(1).getByRole("cell").nth(1);
  await expect(first).toHaveText("2");

  // Nobody is at anything: the figures follow.
  await post({ ...view(), video_id: "aaaaaaaa-0000-4000-8000-000000000000", video_title: "Video 0" });
  await expect(first).toHaveText("3");

  // Who reads with the pointer in the table keeps what is under it.
  await rows.nth(5).hover();
  await page.mouse.move(600, 300);
  await rows.nth(5).hover();
  const read = await rows.allTextContents();
  await post({ ...view(), video_id: "aaaaaaaa-0000-4000-8000-000000000029", video_title: "Video 29" });
  await page.getByRole("button", { name: "1 new · show" }).click();
  await expect(page.getByRole("button", { name: "1 new · show" })).toBeHidden();
  await expect.poll(() => rows.allTextContents()).not.toEqual(read);

  // Row 15 is at hand.
  const fifteenth = rows.nth(15).getByRole("link").first();
  await fifteenth.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const before = { text: await rows.nth(15).textContent(), box: await rows.nth(15).boundingBox() };
  await post(...Array.from({ length: 50 }, view));
  const offer = page.getByRole("button", { name: "50 new · show" });
  await expect(offer).toBeVisible();
  expect({ text: await rows.nth(15).textContent(), box: await rows.nth(15).boundingBox() }).toEqual(before);
  await expect(fifteenth).toBeFocused();

  await offer.click();
  await expect(offer).toBeHidden();
  // One of the 50 was of that video.
  await expect(first).toHaveText("4");

  // Paused, nothing comes by itself; going on catches up.
  await page.getByRole("button", { name: "Pause updates" }).click();
  await expect(page.getByText("updates paused")).toBeVisible();
  await post({ ...view(), video_id: "aaaaaaaa-0000-4000-8000-000000000000", video_title: "Video 0" });
  await page.getByRole("button", { name: "Go on updating" }).click();
  await expect(first).toHaveText("5");
});

test("the stream is for those who are signed in, and holds no figure but how many views there are", async ({
  page,
  signedIn,
  server,
}) => {
  expect((await fetch(`${server.origin}/api/live`)).status).toBe(401);
  // A stream that nobody reads would never end.
  expect((await fetch(`${server.origin}/api/live`, { method: "HEAD" })).status).toBe(405);
  await signedIn();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${server.origin}/api/live`, { headers: { cookie } });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toMatch(/^event: change\ndata: {"revision":\d+,"views":\d+}\n\n$/);
  await reader?.cancel();
});
