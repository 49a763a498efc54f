import path from "node:path";
import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

help(
  `npm run import -- FILE…             stores the views of files: JSON arrays, JSON lines, or CSV with a header
npm run import -- --dry-run FILE…   only says what would become of them
npm run import -- -                 reads from standard input

A CSV file's first line names its columns by the sender's field names (id, video_id, started …); an empty cell says nothing
of its field. Every kind may be packed by gzip (.gz). What Viewledger exports as “views” can be imported.

It may run while Viewledger runs, be stopped by Ctrl-C, and be repeated: a view that is known already is not stored twice, and
newer values win over older ones whatever the order. Records that cannot be read are kept in quarantine, named by their line.
The exit code is 0 when every file was read to its end and no line was broken.`,
  ["--dry-run", "-"],
);

await main(async () => {
  const from = process.env.INIT_CWD ?? process.cwd();
  const args = process.argv.slice(2).map((arg) => (arg.startsWith("-") ? arg : path.resolve(from, arg)));
  if (args.every((arg) => arg === "--dry-run")) {
    console.error("Name a file: npm run import -- views.csv (or - for standard input).");
    process.exit(2);
  }
  await runInside("scripts/history/import.ts", args);
});
