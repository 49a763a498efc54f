import path from "node:path";
import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

const USAGE = `npm run restore -- FILE              puts a backup where DATABASE_URL points
npm run restore -- FILE --force      although there is data: it is put aside under another name, and kept

Stop Viewledger first. A backup of an older Viewledger is brought up to date; one of a newer is refused. Everybody signs in
again. People who were erased after the backup was made stay erased and retired webhook keys retired, as long as the database that
is replaced can be read.`;

help(USAGE, ["--force"]);

await main(async () => {
  const from = process.env.INIT_CWD ?? process.cwd();
  const files = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
  if (files.length !== 1) {
    console.error(`Name one file.\n\n${USAGE}`);
    process.exit(2);
  }
  const force = process.argv.includes("--force") ? ["--force"] : [];
  await runInside("scripts/moving/restore.ts", [path.resolve(from, files[0]), ...force]);
});
