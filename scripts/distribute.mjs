import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

const USAGE = `npm run distribute   spreads the views of DATABASE_URL over the workers of its Citus cluster

For a Postgres with the extension Citus, which is told of its workers already: docs/scaling.md has the steps. Stop Viewledger
first, and make a backup. Views are spread by their id, videos and viewers are copied to every node, all else stays on the
coordinator. The same command goes on where it was cut off, and changes nothing where all is done.`;

help(USAGE, []);

await main(async () => {
  await runInside("scripts/moving/distribute.ts", []);
});
