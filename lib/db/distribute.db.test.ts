import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
import { distribute } from "./distribute";

const run = promisify(execFile);
const { dialect } = inject("database");
afterAll(() => db().close());

/** The command's own program, without the steps that install and generate. */
const command = () =>
  run(process.execPath, ["--import", "tsx", "scripts/moving/distribute.ts"], {
    env: { ...process.env, LOG_LEVEL: "fatal" },
  });

test.runIf(dialect === "sqlite")("SQLite cannot be distributed, and is told the way", async () => {
  await expect(command()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("npm run copy") });
});

test.runIf(dialect === "postgres")(
  "without Citus nothing is changed, and the words say what to do",
  async () => {
    const connection = await db().dialect.connect(db().url);
    await expect(distribute(connection, () => undefined)).rejects.toThrow(
      /has no Citus, and nothing was changed.*docs\/scaling\.md/,
    );
    await connection.close();
    await expect(command()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^This Postgres has no Citus/),
    });
  },
  60_000,
);
