import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type Server, startServer } from "./server";
import { signIn } from "./sign-in";

export { expect };

export const ADMINISTRATOR = { email: "admin@example.com", password: "correct horse battery" };
/** 128 bits, as the settings page would make one */
export const WEBHOOK_KEY = "e2e-0123456789abcdef0123456789abcdef";

interface WorkerOptions {
  /** Names the server that the tests of a spec share; each name gets a fresh one. */
  house: string;
  /** False: no user and no key, as after a fresh clone. */
  ready: boolean;
}

interface WorkerFixtures {
  server: Server;
  /** Sends views through the real webhook, in order; returns each one's outcome. */
  post: (...views: object[]) => Promise<string[]>;
}

interface Fixtures {
  /** Signs the administrator in and opens a page: the overview, where none is named. The form is access.spec.ts's. */
  login: (path?: string) => Promise<void>;
  /** The same without a page */
  signedIn: () => Promise<void>;
}

export const test = base.extend<Fixtures, WorkerOptions & WorkerFixtures>({
  house: ["", { option: true, scope: "worker" }],
  ready: [true, { option: true, scope: "worker" }],

  server: [
    // `house` is named so that another name makes another worker, and with it another server.
    async ({ house, ready }, use) => {
      const server = await startServer(
        ready
          ? {
              ADMIN_EMAIL: ADMINISTRATOR.email,
              ADMIN_PASSWORD: ADMINISTRATOR.password,
              MINDSTAMP_WEBHOOK_KEY: WEBHOOK_KEY,
            }
          : {},
      );
      await use(server);
      expect(await server.stop(), `${house}: the server stops cleanly\n${server.output()}`).toBe(0);
    },
    { scope: "worker", timeout: 60_000 },
  ],

  post: [
    async ({ server }, use) => {
      await use(async (...views) => {
        const outcomes: string[] = [];
        for (const view of views) {
          const answer = await fetch(`${server.origin}/api/webhooks/views`, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-KEY": WEBHOOK_KEY },
            body: JSON.stringify(view),
          });
          expect(answer.status).toBe(200);
          outcomes.push(((await answer.json()) as { outcome: string }).outcome);
        }
        return outcomes;
      });
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  /** A page on which any error in the console, or thrown by a script, fails the test. */
  page: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`${message.text()} (${message.location().url} on ${page.url()})`);
    });
    page.on("pageerror", (error) => problems.push(`${error.stack || error.message} (${page.url()})`));
    await use(page);
    expect(problems, "errors in the browser's console").toEqual([]);
  },

  signedIn: async ({ context, server }, use) => {
    await use(async () => {
      const { email, password } = ADMINISTRATOR;
      const cookie = await signIn(server.origin, { ADMIN_EMAIL: email, ADMIN_PASSWORD: password });
      await context.addCookies(
        cookie.split("; ").map((pair) => {
          const at = pair.indexOf("=");
          return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.origin };
        }),
      );
    });
  },

  login: async ({ page, signedIn }, use) => {
    await use(async (path = "/overview") => {
      await signedIn();
      await page.goto(path);
    });
  },
});

/** Until no colour is on its way to another: axe would measure one that nobody is meant to read. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** What the theme may break; all else is the same in both. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Nothing for axe to find, in the light theme and in the dark one. No page has frames, so axe needs no page of its own. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules(OF_COLOURS)).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
    expect(found, `axe, ${colorScheme} theme`).toEqual([]);
  }
}
