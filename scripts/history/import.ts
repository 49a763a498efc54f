import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { kindWord } from "../../components/deliveries/words";
import { db } from "../../lib/db";
import { type Imported, importFile } from "../../lib/history/import-file";
import { rehearsal } from "../../lib/history/rehearsal";
import { type Sink, storing } from "../../lib/history/store";
import { openDatabase } from "../steps/open-database";
import { stopSignal } from "./stop-signal";
import { exact, inFull, inShort, recordsOf, total } from "./words";

const READ_BYTES = 262_144;

const { values, positionals } = parseArgs({ options: { "dry-run": { type: "boolean" } }, allowPositionals: true });
const dryRun = values["dry-run"] ?? false;
const stopping = stopSignal(() => console.error("\nStopping after the chunk under way …"));

/** Bytes of each file; null for standard input. A file that cannot be read stops the import before it begins. */
async function sizeOf(file: string): Promise<number | null> {
  if (file === "-") return null;
  try {
    const handle = await open(file);
    const found = await handle.stat();
    await handle.close();
    if (!found.isDirectory()) return found.size;
    throw Object.assign(new Error(), { code: "it is a folder" });
  } catch (error) {
    console.error(`${file} cannot be read (${(error as { code: string }).code}): name a file that exists.`);
    process.exit(1);
  }
}

async function importOne(file: string, size: number | null, sink: Sink): Promise<Imported> {
  const name = file === "-" ? "standard input" : path.basename(file);
  const began = performance.now();
  let read = 0;
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      read += chunk.length;
      yield chunk;
    }
  }
  const progress = "{sofar} | {rate} a second | line {line}";
  const bar = new SingleBar({
    format: size === null ? `${name} | ${progress}` : `${name} {bar} {percentage}% | ${progress}`,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    hideCursor: true,
  });
  bar.start(size || 1, 0, { sofar: "", rate: "0", line: 0 });
  let last: Imported | null = null;
  const rate = () => (last ? total(last.counts) / ((performance.now() - began) / 1_000) : 0);
  try {
    const imported = await importFile(
      counted(file === "-" ? process.stdin : createReadStream(file, { highWaterMark: READ_BYTES })),
      {
        file: name,
        sink,
        signal: stopping,
        onProgress(so) {
          last = so;
          bar.update(read, { sofar: inShort(so.counts), rate: exact(rate()), line: exact(so.line) });
        },
      },
    );
    if (!imported.stopped && imported.damage === null) bar.update(size || 1);
    bar.stop();
    tell(imported, (performance.now() - began) / 1_000);
    return imported;
  } catch (error) {
    bar.stop();
    if ((error as { name?: string }).name !== "IngestUnavailable") throw error;
    const { line = 0 } = (last as Imported | null) ?? {};
    console.error(
      `The database could not be written for a minute: ${String((error as Error).cause ?? error)}\n${name} is stored up to line ${exact(line)}. Mend the database and repeat the import: what is stored is passed over.`,
    );
    process.exit(1);
  }
}

function tell(imported: Imported, seconds: number): void {
  const { file, counts, format, line, unknown, unreadable, damage, stopped, broken } = imported;
  const records = total(counts);
  console.log(
    `${file}: ${recordsOf(records)}${format ? ` (${format})` : ""} in ${seconds.toFixed(1)} s${dryRun ? `; dry run, nothing was stored${records > 0 ? ". They would be" : ""}` : ""}`,
  );
  if (records > 0) console.log(inFull(counts));
  if (unknown.length > 0) console.log(`  Kept beside the views, as they are no known fields: ${unknown.join(", ")}`);
  for (const { line, reason, path } of unreadable)
    console.log(`  line ${exact(line)}: ${kindWord({ reason, path })} (${reason})`);
  if (counts.quarantined > unreadable.length)
    console.log(`  … and ${exact(counts.quarantined - unreadable.length)} more`);
  const until = `${dryRun ? "It was read" : "Everything is stored"} up to line ${exact(line)}`;
  const again =
    records === 0 ? "Nothing of it is stored." : `${until}; what is stored already is passed over when it is repeated.`;
  if (damage) console.error(`${file}: ${damage}\n  ${again}`);
  if (broken > 0)
    console.error(
      `${file}: ${recordsOf(broken, "broken record")}. Mend the lines named above and repeat the import: what is stored already is passed over.`,
    );
  if (stopped) console.error(`${file}: stopped. ${until}; the same command goes on from there.`);
}

const files = await Promise.all(positionals.map(async (file) => ({ file, size: await sizeOf(file) })));
await openDatabase();
const sink = dryRun ? await rehearsal() : storing;
let failed = false;
for (const { file, size } of files) {
  if (stopping.aborted) break;
  const { damage, broken } = await importOne(file, size, sink);
  failed ||= damage !== null || broken > 0;
}
await sink.close();
await db().close();
process.exit(stopping.aborted ? 130 : failed ? 1 : 0);
