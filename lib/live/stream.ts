import { readSessionCookie } from "../auth/session-cookie";
import { Problem } from "../problem";
import { type LiveState, listen } from "./hub";

/** Between two words of change to one page: what arrives meanwhile is told together. */
const LEAST_MS = 1_000;
/** A sign of life, by which a page knows that what it shows is still so. */
const BEAT_MS = 10_000;

/**
 * A stream of server-sent events for an open page: `change` with {revision, views} of the store, `beat` while nothing
 * changes. Ends when the client has left, within a second of the session's end, or when the server stops. No figure is in it.
 */
export async function liveStream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const claim = await readSessionCookie();
  if (claim === null) throw new Problem(401, "Sign in first.");
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (event: string, data: object) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      let waiting: NodeJS.Timeout | undefined;
      let latest: LiveState | null = null;
      let toldAt = 0;
      const tell = () => {
        waiting = undefined;
        toldAt = Date.now();
        if (latest) send("change", latest);
      };
      const changed = (state: LiveState) => {
        latest = state;
        waiting ??= setTimeout(tell, Math.max(0, toldAt + LEAST_MS - Date.now()));
      };
      const beat = setInterval(() => send("beat", {}), BEAT_MS);
      const stop = listen({ sessionId: claim.sessionId, changed, ended: () => end() });
      let open = true;
      end = () => {
        if (!open) return;
        open = false;
        stop?.();
        clearInterval(beat);
        clearTimeout(waiting);
        controller.close();
      };
      if (stop === null) {
        clearInterval(beat);
        throw new Problem(503, "Too many pages are open to keep them all up to date.", {
          headers: { "Retry-After": "60" },
        });
      }
      signal.addEventListener("abort", () => end(), { once: true });
      if (signal.aborted) end();
    },
    cancel: () => end(),
  });
}
