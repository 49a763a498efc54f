import { setImmediate as nextTurn } from "node:timers/promises";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";

export const MAX_BODY_BYTES = 1_048_576;
/** Of all bodies that are still coming in, together: slow senders of large ones cannot fill the memory. */
const MAX_UNDERWAY_BYTES = 16 * MAX_BODY_BYTES;
const FIRST_BYTES = 8_192;
/** How long the rest of a refused body is read and dropped: some senders look for the answer only when they have sent all. */
const LINGER_MS = 2_000;
const MAX_DROPPED_BYTES = 16 * MAX_BODY_BYTES;

const underway = () => oncePerProcess("ingest.bodies", () => ({ bytes: 0 }));

/**
 * Reads a request's body, at most 1 MiB of it: a declared larger one is refused unread, an endless one as soon as it is
 * over, so that memory stays flat. Throws Problem 400, 413, 415 or 429.
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase();
  if (encoding && encoding !== "identity") throw new Problem(415, "Send the body without a Content-Encoding.");
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  try {
    const declared = Number(request.headers.get("content-length") ?? 0);
    if (declared > MAX_BODY_BYTES) throw tooLarge();
    return await collect(reader, declared);
  } catch (error) {
    if (error instanceof Problem) {
      void drop(reader);
      throw error;
    }
    throw new Problem(400, "The body ended early.");
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Copies what comes into one buffer: thousands of tiny chunks would take many times their bytes. */
async function collect(reader: Reader, declared: number): Promise<Uint8Array> {
  const all = underway();
  let buffer = Buffer.allocUnsafeSlow(declared || FIRST_BYTES);
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return size > buffer.length >> 1 ? buffer.subarray(0, size) : Buffer.from(buffer.subarray(0, size));
      const needed = size + value.byteLength;
      if (needed > MAX_BODY_BYTES) throw tooLarge();
      if (all.bytes + value.byteLength > MAX_UNDERWAY_BYTES)
        throw new Problem(429, "Too many deliveries are coming in. Try again shortly.", {
          headers: { "Retry-After": "5" },
        });
      all.bytes += value.byteLength;
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(Math.min(MAX_BODY_BYTES, Math.max(needed, buffer.length * 2)));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      buffer.set(value, size);
      size = needed;
    }
  } finally {
    all.bytes -= size;
  }
}

/** Reads on for a moment, keeping nothing. What then still comes waits in the socket, until the request's time is over. */
async function drop(reader: Reader): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), LINGER_MS);
  try {
    for (let bytes = 0; bytes < MAX_DROPPED_BYTES; ) {
      await nextTurn();
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
  } catch {
    // The sender has gone, which is what this waits for.
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}

function tooLarge(): Problem {
  return new Problem(413, `A delivery has at most ${MAX_BODY_BYTES} bytes.`);
}
