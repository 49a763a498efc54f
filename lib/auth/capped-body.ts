import { Problem } from "../problem";

/** The body as text, read no further than `maxBytes`; a longer one, and one that ends early, is a Problem 400. */
export async function readCapped(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => new Problem(400, `The body must be at most ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever leaves in the middle is no connection to the database that was lost.
    throw error instanceof Problem ? error : new Problem(400, "The body ended early.");
  }
  return Buffer.concat(chunks).toString("utf8");
}
