import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { db } from "../../lib/db";
import { toIncoming } from "../../lib/ingest/incoming";
import { ingest, ingestRecords } from "../../lib/ingest/ingest";
import { parseInstant } from "../../lib/mindstamp/instant";
import { changeSettings } from "../../lib/settings";
import { demoDeliveries } from "./deliveries";
import { Random } from "./random";

const CHUNK = 500;
const HOUR_MS = 3_600_000;
/** So many of the newest stand in the ledger one by one, as if the webhook had brought them; the others by the chunk. */
const SINGLY = { records: 20_000, days: 30 };

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
  const random = new Random(11);
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  let chunk: { record: Record<string, unknown>; receivedAt: number }[] = [];
  let sent = 0;
  const send = async () => {
    const receivedAt = Math.max(...chunk.map((delivery) => delivery.receivedAt));
    const singly = sent >= views - SINGLY.records && receivedAt > now - SINGLY.days * 24 * HOUR_MS;
    const outcomes = singly
      ? await ingest(chunk.map((delivery) => asDelivered(delivery.record, delivery.receivedAt)))
      : await ingestRecords(
          chunk.map(({ record }) => record),
          { source: "demo", receivedAt },
        );
    for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
    bar.increment(new Set(chunk.map(({ record }) => record.id)).size);
    sent += chunk.length;
    chunk = [];
  };
  for (const record of demoDeliveries({ views, now })) {
    const updatedAt = parseInstant(String(record.updated_at)) ?? now;
    chunk.push({ record, receivedAt: Math.min(Date.now(), updatedAt + random.whole(70, 260) * 1_000) });
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

/** As the webhook would have taken it then. */
function asDelivered(record: Record<string, unknown>, receivedAt: number) {
  return toIncoming(record, Buffer.from(JSON.stringify(record)), { receivedAt, source: "webhook", keyId: null });
}
