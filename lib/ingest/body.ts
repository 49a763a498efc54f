import { Problem } from "../problem";

export const MAX_BODY_BYTES = 1_048_576;

/**
 * Reads a request's body, at most 1 MiB of it: a declared larger one is refused unread, an endless one as soon as it is
 * over, so that memory stays flat. Throws Problem 413 or 415.
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase();
  if (encoding && encoding !== "identity") throw new Problem(415, "Send the body without a Content-Encoding.");
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

function tooLarge(): Problem {
  return new Problem(413, `A delivery has at most ${MAX_BODY_BYTES} bytes.`, { headers: { Connection: "close" } });
}
