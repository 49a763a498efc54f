import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./steps/chromium.mjs";
import { Failure, main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { prepare } from "./steps/prepare.mjs";
import { TOOLS } from "./steps/project.mjs";
import { runNode, seconds } from "./steps/run.mjs";

help(
  `npm test            everything but the long runs
npm run test:all    property tests with ten times the runs, more kills, larger exports, every page on every screen in both
                    themes, the browser tests on Postgres as well, what the container's image is made of, and on a
                    million views each: all exports by SQL beside the column store's, and a copy from SQLite to
                    Postgres and back. Takes hours and 10 GB

Installs what is missing (a Chromium too), then: Biome, the type check, unit tests, database tests on SQLite and on a
real Postgres, the production build, the ingest policy and faults against it (kills, a full disk, Postgres stopped) and
the journeys of e2e/ in a real browser. The last line is "N passed, M failed"; a step that fails without a test to blame
counts as one failure.

  CHROMIUM_PATH=/path/to/chromium   the browser to use`,
  ["--all"],
);

/** What the long run asks of the tests of faults. */
const LONG_FAULTS = { FAULT_CYCLES: "25", ANALYTICS_VIEWS: "1000000", COPIED_VIEWS: "1000000" };
const all = process.argv.includes("--all");
const results = mkdtempSync(path.join(tmpdir(), "viewledger-results-"));
const total = { passed: 0, failed: 0 };
const advice = [];

await main(async () => {
  checkNode();
  // What the image holds is a part of that build, and its test runs where it is there.
  if (all) process.env.BUILD_STANDALONE = "1";
  const built = await build();
  await check("Biome", TOOLS.biome, ["check", "."], "run npx biome check --write . and look at what remains");
  await check("Type check", TOOLS.tsc, ["--noEmit"], "correct the types named above");
  await tests();
  if (built) await served();
  rmSync(results, { recursive: true, force: true });
  for (const line of advice) console.error(line);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
});

async function check(title, tool, args, remedy) {
  const began = announce(title);
  const { code } = await runNode(tool, args);
  if (code === 0) console.log(`${title}: clean (${seconds(began)})`);
  else fail(`${title} failed: ${remedy}.`);
}

async function tests() {
  announce("Unit tests, and database tests on SQLite and Postgres");
  const { code, counts } = await vitest("vitest", [], all ? { PROPERTY_RUNS: "1000" } : {});
  const { unit = 0, sqlite = 0, postgres = 0 } = counts.projects;
  console.log(`Tests: ${unit} without a database, ${sqlite} on SQLite, ${postgres} on Postgres`);
  if (sqlite !== postgres || sqlite === 0)
    fail("The database tests did not run alike on SQLite and Postgres: see above for the database that did not start.");
  else if (code !== 0 && counts.failed === 0) fail("Vitest failed outside a test: its output above says where.");
  else if (code !== 0) advice.push("Tests failed: npx vitest run <file> repeats one of them.");
}

async function faults() {
  const began = announce("Faults against the production build");
  const args = ["--config", "e2e/faults/vitest.config.ts"];
  const { code, counts } = await vitest("faults", args, all ? LONG_FAULTS : {});
  const tested = counts.projects.faults ?? 0;
  console.log(`Tests: ${tested} of faults (${seconds(began)})`);
  if (counts.failed === 0 && (code !== 0 || tested === 0))
    fail("The tests of faults did not run: the output above says why.");
  else if (code !== 0)
    advice.push("Faults broke something: npx vitest run --config e2e/faults/vitest.config.ts repeats them.");
}

async function policy() {
  const began = announce("Ingest policy against the production build, on SQLite and Postgres");
  const { code, counts } = await vitest("policy", ["--config", "e2e/policy/vitest.config.ts"], {});
  const { sqlite = 0, postgres = 0, once = 0 } = counts.projects;
  console.log(`Tests: ${sqlite} on SQLite, ${postgres} on Postgres, ${once} on SQLite alone (${seconds(began)})`);
  if (counts.failed === 0 && (code !== 0 || sqlite === 0 || sqlite !== postgres))
    fail("The tests of the ingest policy did not run alike on SQLite and Postgres: the output above says why.");
  else if (code !== 0)
    advice.push("Ingest breaks its policy: npx vitest run --config e2e/policy/vitest.config.ts repeats the tests.");
}

/** Runs vitest, and adds what passed and failed to the total. */
async function vitest(name, args, more) {
  const file = path.join(results, `${name}.json`);
  const env = { ...process.env, NODE_ENV: "test", TEST_COUNTS: file, ...more };
  const reporters = ["--reporter=default", "--reporter=./scripts/steps/count-tests.mjs"];
  const { code } = await runNode(TOOLS.vitest, ["run", ...args, ...reporters], { env });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0, projects: {} };
  total.passed += counts.passed;
  total.failed += counts.failed;
  return { code, counts };
}

/** Whether there is a build to try. */
async function build() {
  try {
    await prepare();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await prepare({ build: false });
    fail(`${error.message}\nThe built server was not tested.`);
    return false;
  }
}

/** What is tried on the built server. */
async function served() {
  await policy();
  await faults();
  let chromium;
  try {
    chromium = await ensureChromium();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    fail(`${error.message}\nThe browser tests were not run.`);
    return;
  }
  for (const database of all ? ["sqlite", "postgres"] : ["sqlite"]) {
    announce(`Browser tests on ${database} (${chromium})`);
    const file = path.join(results, `playwright-${database}.json`);
    const env = {
      ...process.env,
      CHROMIUM_PATH: chromium,
      E2E_DATABASE: database,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      ...(all && { EXPORT_ROWS: "250000", WALK: "every" }),
    };
    const { code } = await runNode(TOOLS.playwright, ["test", "--reporter=list,json"], { env });
    const stats = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).stats : { expected: 0, unexpected: 0 };
    total.passed += stats.expected;
    total.failed += stats.unexpected;
    if (code === 0 && stats.expected > 0) continue;
    if (stats.unexpected > 0)
      advice.push(
        "Browser tests failed: test-results/ holds a picture of each; npx playwright test FILE --trace on tells more.",
      );
    else fail("The browser tests did not run: the output above says why.");
  }
}

function announce(title) {
  console.log(`\n── ${title}`);
  return Date.now();
}

function fail(line) {
  total.failed++;
  advice.push(line);
  console.error(line);
}
