import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // A test that passes only sometimes is a failing test.
  retries: 0,
  use: {
    // The zone and language of the person who looks; the dashboard's own are set in Settings.
    timezoneId: "UTC",
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    // A trace of each test would take a fifth of the time; `--trace on` makes one of a test that is repeated.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
