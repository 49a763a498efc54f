import { userOfSession } from "../auth/session";
import { readSessionCookie } from "../auth/session-cookie";
import { log } from "../log";
import { Problem } from "../problem";
import { type LiveState, listen } from "./hub";

/** Between two words of change to one page: what arrives meanwhile is told together. */
const LEAST_MS = 1_000;
/** A sign of life, by which a page knows that what it shows is still so. */
const BEAT_MS = 10_000;
/** Who may no longer see anything learns it within this time. */
const ASK_AGAIN_MS = 30_000;

/**
 * A stream of server-sent events for an open page: `change` with {revision, views} of the store, `beat` while nothing
 * changes. Ends when the client has left, the session has ended or the server stops. No figure is in it.
 */
export async function liveStream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const claim = await readSessionCookie();
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
      const check = setInterval(() => {
        (claim === null ? Promise.resolve(null) : userOfSession(claim))
          .then((user) => user ?? end())
          .catch((error: unknown) =>
            log().warn({ err: error }, "a session could not be checked; its page is told again"),
          );
      }, ASK_AGAIN_MS);
      const stop = listen({ changed, ended: () => end() });
      let open = true;
      end = () => {
        if (!open) return;
        open = false;
        stop?.();
        clearInterval(beat);
        clearInterval(check);
        clearTimeout(waiting);
        controller.close();
      };
      if (stop === null) {
        clearInterval(beat);
        clearInterval(check);
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
