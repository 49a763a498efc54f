import { readFileSync } from "node:fs";
import { get } from "node:http";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { figureText } from "../components/format/figure";
import { formats } from "../components/format/formats";
import { METRIC_KINDS, METRICS } from "../lib/reports/rates";
import { expect, expectAccessible, test, WEBHOOK_KEY } from "./fixtures";

test.use({ house: "export" });

/** More in the long run */
const MANY = Number(process.env.EXPORT_ROWS ?? 50_000);
const AT_ONCE = 2_000;
const [SAFETY, TOUR] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
const idOf = (serial: number) => `cccccccc-0000-4000-8000-${String(serial).padStart(12, "0")}`;
const today = () => new Date().toISOString().slice(0, 10);

const view = (serial: number, fields: object) => ({
  id: idOf(serial),
  video_id: SAFETY,
  video_title: "Fire safety",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  ...fields,
});
/** Of the campaign "spring" three of one video and one of the other, each metric unknown somewhere; one view of neither. */
const VIEWS = [
  view(1, {
    tag1: "spring",
    country: "Norway",
    viewer_name: "=HYPERLINK(1)",
    viewer_id: idOf(901),
    percentage: 100,
    correctness: 80,
  }),
  view(2, { tag1: "spring", viewer_id: idOf(901), percentage: 33, participation: 50, elapsed: 3_725 }),
  view(3, { tag1: "spring", viewer_id: idOf(902), percentage: 34, variables: { score: -5, "=a": "two\nlines" } }),
  view(4, { tag1: "spring", video_id: TOUR, video_title: "Tour, “the long one”", elapsed: 59, correctness: 0 }),
  view(5, { percentage: 1 }),
];

const text = formats("en-US", "UTC");

/** What a click on a menu's entry saves. */
async function saved(page: Page, menu: string, entry: string, section?: string) {
  await page.getByRole("button", { name: menu, exact: true }).click();
  // A menu that fades away is still to be seen beside the one that is open.
  const open = page.locator(":popover-open");
  const within = section ? open.getByRole("list", { name: section, exact: true }) : open;
  const saving = page.waitForEvent("download");
  await within.getByText(entry, { exact: true }).click();
  const file = await saving;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, record_delimiter: "\r\n" });

test("who filters a page and exports it has the page's figures", async ({ page, login, post }) => {
  await post(...VIEWS);
  await login("/videos?period=all&tag1=spring&sort=video_title");
  const table = page.getByRole("table", { name: "Videos" });
  await expect(table.getByRole("row")).toHaveCount(3);

  const file = await saved(page, "Export", "CSV", "Videos");
  expect(file.name).toBe(`viewledger-videos-all-to-${today()}.csv`);
  const rows = rowsOf(file.text);
  expect(rows.map(({ video_title }) => video_title)).toEqual(["Fire safety", "Tour, “the long one”"]);
  expect(rows[0]).toMatchObject({
    video_id: SAFETY,
    views: "3",
    viewers: "2",
    time_on_video: "3725",
    participation: "50",
  });
  // (100 + 33 + 34) / 3
  expect(Number(rows[0]?.average_watched)).toBeCloseTo(167 / 3, 12);
  for (const [i, row] of rows.entries()) {
    const cells = table
      .getByRole("row")
      .nth(i + 1)
      .getByRole("cell");
    for (const [at, metric] of METRICS.entries()) {
      const value = row[metric] ?? "";
      // The first cell is the trend.
      await expect(cells.nth(at + 1), `${metric} of row ${i}`).toHaveText(
        value === "" ? /^–/ : new RegExp(`^${figureText(METRIC_KINDS[metric], Number(value), text)}`),
      );
    }
  }

  const one = await page.request.get(`/api/export/videos?period=all&tag1=spring&video=${TOUR}`);
  expect(rowsOf(await one.text())).toEqual([rows[1]]);

  const raw = await saved(page, "Export", "CSV, variables as columns", "Views, one a row");
  const views = rowsOf(raw.text);
  expect(views.map(({ id }) => id)).toEqual([4, 3, 2, 1].map(idOf));
  expect(views[3]?.viewer_name).toBe("'=HYPERLINK(1)");
  expect(views[1]).toMatchObject({ "variables.score": "-5", "variables.=a": "two\nlines", extra: "" });
  const lines = (await saved(page, "Export", "NDJSON", "Views, one a row")).text.trimEnd().split("\n");
  expect(JSON.parse(lines[3] ?? "")).toMatchObject({ viewer_name: "=HYPERLINK(1)", percentage: 100, elapsed: null });

  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expectAccessible(page);
});

test("a panel's figures and a chart's picture are in its corner", async ({ page, login, post }) => {
  await post(...VIEWS);
  await login("/overview?period=all");
  const tags = await saved(page, "Download “Tags”", "CSV");
  expect(rowsOf(tags.text)).toContainEqual(expect.objectContaining({ tag: "tag1", value: "spring", views: "4" }));
  await expect(page.locator("[data-chart] svg").first()).toBeVisible();
  const svg = await saved(page, "Download “Views and viewers”", "Picture, SVG");
  expect(svg.name).toBe(`viewledger-series-all-to-${today()}.svg`);
  expect(svg.text).toContain("Views and viewers");
  // What the page alone could resolve is resolved.
  expect(svg.text).not.toMatch(/var\(|light-dark\(|class=/);
  await page.goto("/geography?period=all");
  const map = await saved(page, "Download “Views by country”", "Picture, SVG");
  expect(map.text).toContain('<path id="c578"');
  expect(map.text).not.toMatch(/<use|href=/);
  expect(map.text).toContain("No view");
  await page.goBack();
  // What is laid out as boxes is drawn too, with what its legend says.
  const tenths = await saved(page, "Download “Watched”", "Picture, SVG");
  expect(tenths.name).toBe(`viewledger-tenths-watched-all-to-${today()}.svg`);
  expect(tenths.text).toMatch(/<rect [^>]*fill="rgb\(\d+, \d+, \d+\)"/);
  for (const words of ["Watched", "n = 4", "1 unknown", "25%", "90"]) expect(tenths.text).toContain(`>${words}</text>`);
  const rhythm = await saved(page, "Download “When people watch”", "Picture, SVG");
  expect(rhythm.text).toContain("<title>Sunday, 08:00–09:00: 1 view</title>");
  for (const { text: drawn } of [tenths, rhythm])
    expect(drawn).not.toMatch(/var\(|light-dark\(|oklab|color-mix|class=/);
  await page.goto("/engagement?period=all");
  const quadrant = await saved(page, "Download “Watched and answered right, by video”", "Picture, SVG");
  expect(quadrant.text).toContain("<title>Fire safety: Watched 42%, Answered right 80%, 4 views</title>");
  await page.goto("/overview?period=all");
  const png = await saved(page, "Download “Views and viewers”", "Picture, PNG");
  expect(png.text.slice(1, 4)).toBe("PNG");
});

test("strangers get nothing, and mistakes are named", async ({ page, signedIn, request }) => {
  for (const address of ["views?period=all", "videos", "nothing", "views?colour=red"]) {
    const answer = await request.get(`/api/export/${address}`);
    expect(answer.status()).toBe(401);
    expect(Object.keys(await answer.json()).sort()).toEqual(["detail", "status", "title", "type"]);
  }
  await signedIn();
  expect((await page.request.get("/api/export/nothing")).status()).toBe(404);
  const wrong = await page.request.get("/api/export/views?colour=red&period=eternity&sort=id");
  expect(wrong.status()).toBe(400);
  expect(wrong.headers()["content-type"]).toBe("application/problem+json");
  expect(((await wrong.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
    "colour",
    "period",
    "sort",
  ]);
  const right = await page.request.get("/api/export/days?bom=1");
  expect(right.headers()).toMatchObject({ "cache-control": "private, no-store", "x-content-type-options": "nosniff" });
  expect((await right.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test(`${MANY.toLocaleString("en")} views leave whole and in order; a client that leaves ends the work`, async ({
  page,
  signedIn,
  server,
}) => {
  test.setTimeout(300_000);
  const from = Date.parse("2026-06-01T00:00:00Z");
  for (let start = 0; start < MANY; start += AT_ONCE) {
    const views = Array.from({ length: Math.min(AT_ONCE, MANY - start) }, (_, i) => ({
      id: idOf(10_000 + start + i),
      video_id: TOUR,
      started: new Date(from + (start + i) * 1_000).toISOString(),
      percentage: (start + i) % 101,
      tag2: `a "quoted", value\r\nof ${start + i}`,
    }));
    const answer = await fetch(`${server.origin}/api/webhooks/views`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-KEY": WEBHOOK_KEY },
      body: JSON.stringify(views),
    });
    expect(answer.status).toBe(200);
  }
  await signedIn();
  const period = "period=custom&from=2026-06-01&to=2026-08-31&compare=none";
  await expect
    .poll(async () => (await (await page.request.get(`/api/export/overview?${period}`)).text()).split("\r\n")[1])
    .toBe(`views,${MANY},,`);
  const rows = rowsOf(await (await page.request.get(`/api/export/views?${period}`)).text());
  expect(rows).toHaveLength(MANY);
  const wrong = rows.findIndex(({ id, tag2 }, i) => {
    const serial = MANY - 1 - i;
    return id !== idOf(10_000 + serial) || tag2 !== `a "quoted", value\r\nof ${serial}`;
  });
  expect(wrong, "the first row that is not as it was sent").toBe(-1);
  const known = rows.reduce((sum, { percentage }) => sum + Number(percentage), 0);
  const overview = rowsOf(await (await page.request.get(`/api/export/overview?${period}`)).text());
  expect(Number(overview.find(({ metric }) => metric === "average_watched")?.value)).toBeCloseTo(known / MANY, 9);

  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await new Promise<void>((resolve, reject) => {
    const asked = get(`${server.origin}/api/export/views?${period}`, { headers: { cookie } }, (answer) => {
      answer.once("data", () => {
        asked.destroy();
        resolve();
      });
    });
    asked.once("error", reject);
  });
  await expect.poll(() => server.output(), { timeout: 2_000 }).toContain("an export was left before its end");
});
