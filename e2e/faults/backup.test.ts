import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { contents } from "../../lib/copy/testing/contents";
import { House, until } from "./house";
import { listeningPid } from "./listening";
import { Senders } from "./senders";

const run = promisify(execFile);
const house = new House();
const elsewhere = new House();
const backups = mkdtempSync(path.join(tmpdir(), "viewledger-backups-"));
afterAll(async () => {
  await house.remove();
  await elsewhere.remove();
  rmSync(backups, { recursive: true });
});

/** A command's own program, without the steps that install and generate. */
const command = (name: string, dataDir: string, args: string[]) =>
  run(process.execPath, ["--import", "tsx", `scripts/moving/${name}.ts`, ...args], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, LOG_LEVEL: "fatal" },
  });

test("the drill: backed up under load, killed, restored elsewhere: all that was acknowledged before is there", async () => {
  const server = await house.start();
  const senders = new Senders(server.origin, { senders: 16, repeat: false });
  await senders.acknowledges(500);
  const before = new Map(senders.acknowledged);
  const { stdout } = await command("backup", house.dataDir, ["--to", backups]);
  expect(stdout).toMatch(/, checked\. It is of /);
  const between = senders.acknowledged.size - before.size;
  await senders.acknowledges(50);
  await expect(command("restore", house.dataDir, [lastBackup(), "--force"])).rejects.toMatchObject({
    stderr: expect.stringMatching(/in use by another program.*Stop Viewledger/s),
  });
  process.kill(listeningPid(server.port), "SIGKILL");
  await senders.ended();
  console.log(`${before.size} views acknowledged before the backup, ${between} while it was made`);

  await command("restore", elsewhere.dataDir, [lastBackup()]);
  // The settings tell besides that erased people were looked for.
  const ended = ["sessions", "setup_tokens", "settings"];
  expect(await contents(elsewhere.url, ended)).toEqual(await contents(`file:${lastBackup()}`, ended));
  await elsewhere.start();
  expect(await elsewhere.losses(before)).toEqual([]);
  const [row] = await elsewhere.ask("SELECT COUNT(*) AS views FROM views");
  await until("the columns have them all", async () => (await elsewhere.health()).views === Number(row?.views));
  expect(await elsewhere.ask("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  // What the sender repeats for want of an answer, or because the backup is older, comes in as ever.
  const again = new Senders(elsewhere.server?.origin ?? "", { senders: 4, repeat: false });
  await again.acknowledges(20);
  await again.stop();
  expect(await elsewhere.losses(again.acknowledged)).toEqual([]);
});

const lastBackup = () => path.join(backups, readdirSync(backups).toSorted().at(-1) ?? "");
