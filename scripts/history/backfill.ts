import { SingleBar } from "cli-progress";
import { db } from "../../lib/db";
import { env } from "../../lib/env";
import { type Backfilled, backfill } from "../../lib/history/backfill";
import { ApiFailure, mindstampApi } from "../../lib/mindstamp/api";
import { openDatabase } from "../steps/open-database";
import { stopSignal } from "./stop-signal";
import { exact, inFull, inShort, recordsOf, total } from "./words";

const { MINDSTAMP_API_TOKEN: token, MINDSTAMP_API_URL: url } = env();
if (!token) {
  console.error(
    "MINDSTAMP_API_TOKEN is not set: make a token in Mindstamp’s account settings and start again with MINDSTAMP_API_TOKEN=… npm run backfill.",
  );
  process.exit(2);
}
const stopping = stopSignal(() => console.error("\nStopping after the page under way …"));
await openDatabase();

// How many there are is not known before the last page.
const bar = new SingleBar({
  format: "{phase} | {sofar} | {rate} a second | offset {offset}{pause}",
  noTTYOutput: true,
  notTTYSchedule: 5_000,
  hideCursor: true,
});
const began = performance.now();
let last: Backfilled | null = null;
const show = (pause = "") => {
  const counts = last?.counts ?? { applied: 0, duplicate: 0, stale: 0, quarantined: 0 };
  const rate = total(counts) / ((performance.now() - began) / 1_000);
  bar.update({
    phase: last?.phase ?? "videos",
    sofar: inShort(counts),
    rate: exact(rate),
    offset: exact(last?.offset ?? 0),
    pause,
  });
};
bar.start(1, 0, { phase: "videos", sofar: "", rate: "0", offset: 0, pause: "" });
const api = mindstampApi({
  url,
  token,
  signal: stopping,
  onPause: (why, ms) => show(` | ${why}: waiting ${Math.ceil(ms / 1_000)} s`),
});
let code = 0;
try {
  const done = await backfill({
    api,
    signal: stopping,
    onProgress(so) {
      last = so;
      show();
    },
  });
  bar.stop();
  if (done.from > 0) console.log(`Went on from offset ${exact(done.from)}, where the run before was interrupted.`);
  if (done.stopped) console.error(`Stopped at offset ${exact(done.offset)}. The same command goes on from there.`);
  else
    console.log(`Read ${recordsOf(done.videos, "video")}, and what is known of ${recordsOf(done.viewers, "viewer")}.`);
  code = done.stopped ? 130 : 0;
} catch (error) {
  bar.stop();
  const { name, message, cause } = error as Error;
  if (!(error instanceof ApiFailure) && name !== "IngestUnavailable") throw error;
  console.error(
    error instanceof ApiFailure
      ? message
      : `The database could not be written for a minute: ${String(cause ?? message)}`,
  );
  code = 1;
}
const { counts } = (last as Backfilled | null) ?? { counts: null };
if (counts && total(counts) > 0) console.log(`${recordsOf(total(counts))} of views:\n${inFull(counts)}`);
await db().close();
process.exit(code);
