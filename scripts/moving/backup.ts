import path from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { BackupStopped, backUp, backupName, pruneBackups } from "../../lib/backup/backup";
import { noteBackup } from "../../lib/backup/last";
import { db } from "../../lib/db";
import { env } from "../../lib/env";
import { placeOf } from "../../lib/start-failure";
import { stopSignal } from "../history/stop-signal";
import { exact } from "../history/words";
import { explained } from "./explained";

const { values } = parseArgs({ options: { to: { type: "string" }, keep: { type: "string" } } });
const keep = values.keep === undefined ? null : Number(values.keep);
if (keep !== null && (!Number.isInteger(keep) || keep < 1)) {
  console.error("--keep takes a whole number from 1.");
  process.exit(2);
}
const { DATA_DIR, DATABASE_URL: url } = env();
const place = values.to ?? path.join(DATA_DIR, "backups");
const file = place.endsWith(".db") ? place : path.join(place, backupName(new Date()));

const bar = new SingleBar({
  format: "{doing} {bar} {percentage}%",
  noTTYOutput: true,
  notTTYSchedule: 5_000,
  hideCursor: true,
});
const stopping = stopSignal(() => console.error("\nStopping …"));
const began = performance.now();
let begun = false;
let bytes = 0;
try {
  ({ bytes } = await backUp({
    url,
    file,
    signal: stopping,
    onProgress({ doing, done, of }) {
      const words = { doing: doing === "copying" ? "Copying" : "Checking" };
      if (!begun) bar.start(of, done, words);
      begun = true;
      bar.setTotal(of);
      bar.update(done, words);
    },
  }));
  bar.stop();
  console.log(
    `${file}: ${exact(bytes / 1_048_576)} MB in ${((performance.now() - began) / 1_000).toFixed(1)} s, checked. It is of ${placeOf(url)}.`,
  );
  if (keep !== null) {
    const gone = await pruneBackups(path.dirname(file), keep);
    if (gone.length > 0) console.log(`Deleted: ${gone.join(", ")}`);
  }
} catch (error) {
  if (begun) bar.stop();
  if (error instanceof BackupStopped) {
    console.error("Stopped. Nothing of this backup is left.");
    process.exit(130);
  }
  console.error(explained(error, [url, `file:${file}`]));
  process.exit(1);
}
try {
  await noteBackup({ at: Date.now(), bytes });
} catch (error) {
  console.error(`The backup is whole, but Settings will not tell of it: ${String(error)}`);
}
await db().close();
process.exit(0);
