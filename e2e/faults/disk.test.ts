import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { signIn } from "../sign-in";
import { canMount } from "./can-mount";
import { House, until } from "./house";
import { fates, Senders } from "./senders";

const SENDERS = 16;
const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };

let house: House;
afterEach(() => house.remove());

interface Fault {
  begin: () => void;
  mend: () => void;
}

/** During each fault deliveries get 503 and pages are served; after it the same senders succeed by themselves. */
async function survives(...faults: Fault[]): Promise<void> {
  const server = await house.start();
  const cookie = await signIn(server.origin, ADMINISTRATOR);
  const page = async () => (await fetch(`${server.origin}/overview?period=all`, { headers: { cookie } })).status;
  const senders = new Senders(server.origin, { senders: SENDERS, repeat: true });
  const refused = () => senders.statuses[503] ?? 0;
  for (const { begin, mend } of faults) {
    await senders.acknowledges(100);
    begin();
    const before = refused();
    await until("deliveries are refused", () => refused() > before + 3 * SENDERS);
    expect(await page(), "a page while nothing can be written").toBe(200);
    expect((await house.health()).status).toBe(200);
    const during = refused();
    await until("more deliveries are refused", () => refused() > during + 2 * SENDERS);
    mend();
    await senders.acknowledges(100);
  }
  await senders.stop();
  const { sums } = senders;
  console.log(`${faults.length} faults: ${JSON.stringify(sums)}`);
  expect(fates(sums)).toBe(sums.sent);
  expect(Object.keys(senders.statuses)).toEqual(["200", "503"]);
  expect(senders.impatient, "answers 503 without Retry-After").toBe(0);
  expect([sums.quarantined, sums.unanswered]).toEqual([0, 0]);
  expect(await house.losses(senders.acknowledged)).toEqual([]);
  expect(await house.ask("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(await server.stop()).toBe(0);
  // What was refused was counted although nothing could be written then.
  const { ledger, rejected } = await house.accounts();
  expect(rejected).toBe(sums.rejected);
  expect((ledger.applied ?? 0) + (ledger.duplicate ?? 0)).toBeGreaterThanOrEqual(sums.applied + sums.duplicate);
}

/** A house whose SQLite connections take pragmas from the test. */
function limited(): (pragmas: string) => void {
  house = new House(ADMINISTRATOR);
  const file = path.join(house.dataDir, "pragmas.sql");
  house.env.DISK_PRAGMAS = file;
  house.env.NODE_OPTIONS = `--import ${path.join(import.meta.dirname, "limited-disk.mjs")}`;
  return (pragmas) => {
    writeFileSync(file, pragmas);
    house.server?.signal("SIGUSR2");
  };
}

test("the database can take no other page, then is read-only: 503, pages are served, recovered unaided", async () => {
  const set = limited();
  await survives(
    // SQLite raises the bound to the pages there are.
    { begin: () => set("PRAGMA max_page_count = 1"), mend: () => set("PRAGMA max_page_count = 1000000") },
    { begin: () => set("PRAGMA query_only = ON"), mend: () => set("PRAGMA query_only = OFF") },
  );
});

const mountable = canMount();
test.skipIf(!mountable)("a small disk fills up: 503, pages are served, recovered unaided", async () => {
  const disk = mkdtempSync(path.join(tmpdir(), "viewledger-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]);
  const ballast = path.join(disk, "ballast");
  try {
    house = new House(ADMINISTRATOR, disk);
    await survives({ begin: () => fill(ballast), mend: () => rmSync(ballast) });
  } finally {
    await house.server?.stop();
    execFileSync("umount", [disk]);
  }
});

/** Leaves no room on a disk at all, although the server takes some meanwhile. */
function fill(ballast: string): void {
  const handle = openSync(ballast, "w");
  try {
    for (;;) writeSync(handle, Buffer.alloc(4_096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(handle);
  }
}
