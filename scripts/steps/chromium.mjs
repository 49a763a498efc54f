import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./failure.mjs";
import { inProject, TOOLS } from "./project.mjs";
import { run, runNode } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIXED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DOWNLOAD_MS = 180_000;

/** The program file of a Chromium: one that is there, else one that Playwright fetches, else Debian's package. */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH?.trim();
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(
      `CHROMIUM_PATH names ${named}, which does not exist: correct it, or unset it to let one be found.`,
    );
  }
  const { chromium } = await import(pathToFileURL(inProject("node_modules/@playwright/test/index.mjs")).href);
  const playwrights = chromium.executablePath();
  const found = [playwrights, ...installed(), ...FIXED].find((file) => existsSync(file));
  if (found) return found;

  console.log("Fetching Chromium (playwright install chromium) …");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  const fetched = await runNode(TOOLS.playwright, ["install", "chromium"], {
    env,
    quiet: true,
    timeoutMs: DOWNLOAD_MS,
  });
  if (fetched.code === 0 && existsSync(playwrights)) return playwrights;

  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("That failed; installing Debian's package (apt-get install chromium) …");
    const quiet = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    await run("apt-get", ["update"], quiet);
    await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], quiet);
    const packaged = installed().find((file) => existsSync(file));
    if (packaged) return packaged;
  }
  throw new Failure(
    "No Chromium was found and none could be fetched: install Chromium or Google Chrome, or name its program file in CHROMIUM_PATH, and try again.",
  );
}

const installed = () =>
  (process.env.PATH ?? "").split(path.delimiter).flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
