import { once } from "node:events";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { DamagedFile } from "./piece";

/** So little at a time that even bytes packed a thousandfold stay small. */
const PACKED_BYTES = 16_384;

/** A file's bytes, unpacked where it is gzip; what could be unpacked before a damage comes before the damage is told. */
export async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  for (let done = false; !done && first.length < 2; ) {
    const next = await chunks.next();
    done = next.done === true;
    if (!next.done) first = Buffer.concat([first, next.value]);
  }
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => chunks };
  const bytes = joined(first, rest);
  yield* first[0] === 0x1f && first[1] === 0x8b ? gunzipped(bytes) : bytes;
}

async function* joined(first: Buffer, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for await (const chunk of rest) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  let out: Buffer[] = [];
  let failure: NodeJS.ErrnoException | null = null;
  gunzip.on("data", (chunk: Buffer) => out.push(chunk));
  gunzip.on("error", (error) => {
    failure = error;
  });
  // A stream that is read by `for await` drops what it holds when it fails; so it is fed and emptied by hand.
  for await (const chunk of packed)
    for (let at = 0; at < chunk.length; at += PACKED_BYTES) {
      await settled(gunzip, (done) => gunzip.write(chunk.subarray(at, at + PACKED_BYTES), done));
      yield* out;
      out = [];
      if (failure) throw damaged(failure);
    }
  await settled(gunzip, (done) => {
    gunzip.end();
    gunzip.once("end", done);
  });
  yield* out;
  if (failure) throw damaged(failure);
}

/** Waits for `act` to call back, or for the stream to fail. */
async function settled(stream: Readable, act: (done: () => void) => void): Promise<void> {
  const over = new AbortController();
  const failed = once(stream, "close", { signal: over.signal }).catch(() => undefined);
  await Promise.race([new Promise<void>((resolve) => act(() => resolve())), failed]);
  over.abort();
}

function damaged(error: NodeJS.ErrnoException): DamagedFile {
  const what =
    error.code === "Z_BUF_ERROR"
      ? "The gzip file ends too early: it was not copied whole."
      : "The gzip file is damaged and cannot be unpacked any further.";
  return new DamagedFile(`${what} Copy it again and repeat the import.`);
}
