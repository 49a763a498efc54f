import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, settled } from "../fixtures";
import { type Look, SCREENS } from "./places";

/** Where pictures of everything that is looked at are put; without it none are taken. */
const { WALK_PICTURES } = process.env;

/** Marks that stand where their figures put them, over each other too (WCAG 2.5.8 excepts them); a table has their links. */
const PLOTTED = "[data-plotted]";

export async function prepare(page: Page, { screen, theme }: Look): Promise<void> {
  await page.setViewportSize(SCREENS[screen]);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
}

/** Until nothing is to be filled, and every chart is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector("main .skeleton, main [aria-busy=true]") === null &&
      [...document.querySelectorAll("main [data-chart]")].every(
        (chart) => !chart.checkVisibility() || chart.querySelector("svg, [data-boxes], p") !== null,
      ),
  );
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
}

/** Whatever a machine can say against what is seen now; `name` is what a picture of it is called. */
export async function lookAt(page: Page, name: string, whole = true): Promise<void> {
  await settled(page);
  if (WALK_PICTURES) {
    mkdirSync(WALK_PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(WALK_PICTURES, `${name}.png`), fullPage: whole });
  }
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { "target-size": { enabled: true } } })
    .analyze();
  const isPlotted = (target: string) =>
    page
      .locator(target)
      .first()
      .evaluate((element, plotted) => element.closest(plotted) !== null, PLOTTED);
  const found: string[] = [];
  for (const { id, nodes } of violations) {
    const wrong: string[] = [];
    for (const { html, target } of nodes)
      if (id !== "target-size" || !(await isPlotted(target.join(" ")))) wrong.push(html);
    if (wrong.length > 0) found.push(`${id}: ${wrong.join(" | ")}`);
  }
  expect.soft(found, `axe, ${name}`).toEqual([]);
  expect.soft(await page.evaluate(faults), `what is seen of ${name}`).toEqual([]);
}

/** In the browser: what is wrong with the page as it is laid out. */
function faults(): string[] {
  const wrong: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`the page scrolls sideways: ${root.scrollWidth}`);
  const headings = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
  if (headings.length !== 1) wrong.push(`${headings.length} first headings`);
  for (const layer of document.querySelectorAll("[popover]:popover-open, dialog[open]")) {
    const { left, right, top, bottom } = layer.getBoundingClientRect();
    if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight)
      wrong.push(
        `a layer leaves the window: ${[left, right, top, bottom].map(Math.round)} ${layer.textContent?.slice(0, 40)}`,
      );
  }
  const moving = document.getAnimations().length;
  if (moving > 0 && matchMedia("(prefers-reduced-motion: reduce)").matches) wrong.push(`${moving} things move`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const said = /^\s*(undefined|null|NaN|Infinity)\s*$|\bNaN\b|\[object \w+\]/.exec(text.textContent ?? "");
    if (said && text.parentElement?.matches("script, style, code, pre") === false) wrong.push(`it says “${said[0]}”`);
  }
  for (const element of document.querySelectorAll<HTMLElement>("main *")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const cut = getComputedStyle(element).textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth + 1;
    if (cut && element.closest("[title]") === null && element.querySelector("[title]") === null)
      wrong.push(`cut without a way to read it: ${element.textContent?.slice(0, 60)}`);
  }
  return wrong;
}

/** Opens every menu of the page that is not among those seen, each where it is first found, and looks at it. */
export async function openMenus(page: Page, name: string, seen: Set<string>): Promise<void> {
  const buttons = page.locator("button[popovertarget]:visible");
  for (let at = 0; at < (await buttons.count()); at++) {
    const button = buttons.nth(at);
    const said = (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "";
    const word = said.trim().replace(/\W+/g, "-");
    // Of those that stand in every row, or for every panel, one.
    const kind = /^(Download|Manage|Period|Last)/.exec(word)?.[0] ?? word;
    if (seen.has(kind)) continue;
    seen.add(kind);
    await button.click();
    const layer = page.locator("[popover]:popover-open").last();
    await expect(layer, `${word} opens`).toBeVisible();
    await lookAt(page, `${name}-menu-${word.slice(0, 30)}`, false);
    await page.keyboard.press("Escape");
    await expect(page.locator("[popover]:popover-open")).toHaveCount(0);
  }
}
