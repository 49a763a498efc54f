import path from "node:path";
import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

const USAGE = `npm run copy -- --from URL --to URL     copies everything from one database into another, empty one

A URL is file:/path/to.db or postgres://user:password@host/database. SQLite to Postgres, back, or between two of a kind.

Stop Viewledger first: what it takes while the copy is under way stays behind. Ctrl-C stops the copy; the same command goes on
from there. At its end, every table of both databases is compared by counts and checksums. Then start Viewledger with
DATABASE_URL=URL of the copy. The source is only read.`;

help(USAGE, ["--from", "--to"]);

await main(async () => {
  const from = process.env.INIT_CWD ?? process.cwd();
  const whole = (_, before = "", file) => `${before}file:${path.resolve(from, file)}`;
  const args = process.argv.slice(2).map((arg) => arg.replace(/^(--(?:from|to)=)?file:(?:\/\/)?(.+)$/, whole));
  await runInside("scripts/moving/copy.ts", args);
});
