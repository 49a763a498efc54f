import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { db } from "../../lib/db";
import { ingestRecords } from "../../lib/ingest/ingest";
import { changeSettings } from "../../lib/settings";
import { demoDeliveries } from "./deliveries";

const CHUNK = 2_000;
const HOUR_MS = 3_600_000;

const { values } = parseArgs({ options: { views: { type: "string", default: "20000" } } });
const views = Number(values.views);
if (!Number.isInteger(views) || views < 1 || views > 20_000_000) {
  console.error("--views takes a whole number from 1 to 20,000,000.");
  process.exit(2);
}

await db().migrate();
if ((await db().read.view.findFirst({ select: { id: true } })) === null) {
  const bar = new SingleBar({
    format: "Sample views {bar} {percentage}% | {value} of {total} | {eta_formatted} left",
    noTTYOutput: true,
    notTTYSchedule: 5_000,
  });
  const counts: Record<string, number> = {};
  bar.start(views, 0);
  let chunk: Record<string, unknown>[] = [];
  const send = async () => {
    for (const { outcome } of await ingestRecords(chunk, { source: "demo" }))
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    bar.increment(new Set(chunk.map(({ id }) => id)).size);
    chunk = [];
  };
  for (const delivery of demoDeliveries({ views, now: Math.floor(Date.now() / HOUR_MS) * HOUR_MS })) {
    chunk.push(delivery);
    if (chunk.length === CHUNK) await send();
  }
  if (chunk.length > 0) await send();
  bar.stop();
  await changeSettings({ tagLabels: { tag1: "Campaign", tag2: "Class", tag3: "Segment" } });
  console.log(
    `Sample deliveries: ${Object.entries(counts)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", ")}`,
  );
} else {
  console.log("The sample data is there already; delete its folder for a fresh one.");
}
await db().close();
