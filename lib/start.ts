import { setTimeout as sleep } from "node:timers/promises";
import { prepareFirstAdministrator, setupLink } from "./auth/first-administrator";
import { installPeerAddress } from "./auth/peer-address";
import { columns } from "./columns/columns";
import { logConsole } from "./console-lines";
import { db, readPlace } from "./db";
import { env } from "./env";
import { tuneCollections } from "./heap";
import { startPruning } from "./ingest/prune";
import { log } from "./log";
import { startNotices } from "./notices/watch";
import { installOddRequests } from "./odd-requests";
import { watchErasures } from "./privacy/erasure-job";
import { startRetention } from "./privacy/retention";
import { startSweep } from "./privacy/sweep";
import { processId } from "./process";
import { installResponseHeaders } from "./response-headers";
import { handleSignals, watchServer } from "./shutdown";
import { explainStartFailure } from "./start-failure";
import { watchRequests } from "./watching/requests";

/** A start waits no longer for the check of what is stored. */
const CHECK_MS = 3_000;

/** Brings the server up, in this order. A failure ends the process with one clear message. */
export async function start(): Promise<void> {
  try {
    env();
    logConsole();
    tuneCollections();
    installPeerAddress();
    installOddRequests();
    installResponseHeaders();
    watchRequests();
    watchServer();
    handleSignals();
    await refuseDamage();
    const applied = await db().migrate();
    log().info(
      { instance: processId(), database: db().dialect.name, applied, durability: await db().verifyDurability() },
      "database ready",
    );
    await prepareFirstAdministrator();
    const link = setupLink();
    // Not by the logger: the link is a secret, and its reader sits at this terminal.
    if (link) process.stdout.write(`\nCreate the first administrator (once, within 24 hours):\n  ${link}\n\n`);
    await readPlace().watch();
    columns().nudge();
    startPruning();
    startNotices();
    startRetention();
    startSweep();
    watchErasures();
  } catch (error) {
    fail(error);
  }
}

/** Nothing is written to a damaged file. A large one is looked through while the server is already at work. */
async function refuseDamage(): Promise<void> {
  const { dialect, url } = db();
  const checked = dialect.checkStored(url);
  let failed = "did not start";
  checked.catch((error: unknown) => fail(error, failed));
  await Promise.race([checked, sleep(CHECK_MS)]);
  failed = "stopped";
}

function fail(error: unknown, failed = "did not start"): never {
  const explained = explainStartFailure(error, databaseUrl());
  process.stderr.write(
    `\nViewledger ${failed}. ${explained ?? (error instanceof Error ? error.stack : String(error))}\n`,
  );
  process.exit(1);
}

/** Null when the settings themselves were the failure. */
function databaseUrl(): string | null {
  try {
    return env().DATABASE_URL;
  } catch {
    return null;
  }
}
