import { parseArgs } from "node:util";
import { copyDatabase } from "../../lib/copy/copy";
import { stopSignal } from "../history/stop-signal";
import { exact } from "../history/words";
import { copyBar } from "./bar";
import { explained } from "./explained";

const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
const { from, to } = values;
if (from === undefined || to === undefined || ![from, to].every((url) => /^(file:|postgres(ql)?:\/\/)./.test(url))) {
  console.error(
    "Name both, each a SQLite file or a Postgres database: npm run copy -- --from file:data/viewledger.db --to postgres://user:password@host/database",
  );
  process.exit(2);
}

const stopping = stopSignal(() => console.error("\nStopping after the rows under way …"));
const began = performance.now();
const bar = copyBar();
try {
  const { complete, isBehind, tables } = await copyDatabase({ from, to, signal: stopping, onProgress: bar.show });
  bar.stop();
  if (!complete) {
    console.error("Stopped. The same command goes on from there.");
    process.exit(130);
  }
  for (const { name, rows, checksum } of tables)
    console.log(`  ${name.padEnd(20)} ${exact(rows).padStart(12)} ${checksum}`);
  console.log(
    `Copied in ${((performance.now() - began) / 1_000).toFixed(1)} s; all tables are the same in both by count and checksum.`,
  );
  if (isBehind)
    console.error(
      "But views came to the source meanwhile, and are not in the copy: stop Viewledger, empty the target, and copy again.",
    );
  process.exit(isBehind ? 1 : 0);
} catch (error) {
  bar.stop();
  console.error(explained(error, [from, to]).replaceAll("DATABASE_URL", "its URL"));
  process.exit(1);
}
