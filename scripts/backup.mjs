import path from "node:path";
import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

const USAGE = `npm run backup                        into DATA_DIR/backups/viewledger-DATE-TIME.db
npm run backup -- --to FOLDER         into another folder, or --to FILE.db
npm run backup -- --keep 14           deletes all but the newest 14 of the folder afterwards

Everything in the database as it is at one moment, while Viewledger runs, in one SQLite file that is checked before it gets its
name; from Postgres too. Only this user may read it. npm run restore takes it, and so does npm run copy. Copy it to another
machine. DATA_DIR/auth-secret is not in it: without that file everybody signs in again, which a restore asks for anyway.`;

help(USAGE, ["--to", "--keep"]);

await main(async () => {
  const from = process.env.INIT_CWD ?? process.cwd();
  const args = process.argv.slice(2).map((arg, i, all) => {
    if (all[i - 1] === "--to") return path.resolve(from, arg);
    return arg.startsWith("--to=") ? `--to=${path.resolve(from, arg.slice("--to=".length))}` : arg;
  });
  await runInside("scripts/moving/backup.ts", args);
});
