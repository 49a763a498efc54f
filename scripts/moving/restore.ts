import path from "node:path";
import { parseArgs } from "node:util";
import { restore } from "../../lib/backup/restore";
import { db } from "../../lib/db";
import { env } from "../../lib/env";
import { sweepErased } from "../../lib/privacy/sweep";
import { placeOf } from "../../lib/start-failure";
import { copyBar } from "./bar";
import { explained } from "./explained";

/** So many users are named. */
const NAMED = 20;
const named = (emails: string[]) =>
  emails.slice(0, NAMED).join(", ") + (emails.length > NAMED ? ` and ${emails.length - NAMED} more` : "");

const { values, positionals } = parseArgs({ options: { force: { type: "boolean" } }, allowPositionals: true });
const [file = ""] = positionals;
const { DATA_DIR: dataDir, DATABASE_URL: url } = env();
const bar = copyBar();
try {
  const restored = await restore({
    file,
    url,
    dataDir,
    force: values.force ?? false,
    now: new Date(),
    onProgress: bar.show,
  });
  bar.stop();
  if (restored.keptAs) console.log(`The former database is kept as ${restored.keptAs}; delete it once all is well.`);
  if (restored.applied.length > 0) console.log(`Brought up to date by ${restored.applied.join(", ")}.`);
  const erased = await sweepErased();
  await db().close();
  if (erased > 0)
    console.log(`${erased === 1 ? "One person" : `${erased} people`} erased after the backup was made: erased again.`);
  if (restored.warning) console.error(restored.warning);
  if (restored.usersBack.length > 0)
    console.log(
      `Back with the role and the password that they had in the backup: ${named(restored.usersBack)}. Check under Settings, Users, that each still may.`,
    );
  console.log("API tokens and links of users are not restored: make new ones.");
  console.log(`Restored to ${placeOf(url)}. Start Viewledger there; everybody signs in again.`);
  process.exit(0);
} catch (error) {
  bar.stop();
  console.error(explained(error, [`file:${file}`, `file:${path.join(dataDir, "restoring.db")}`, url]));
  process.exit(1);
}
