import { requireUser } from "@/lib/auth/current-user";
import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { liveStream } from "@/lib/live/stream";

/** Tells an open page that there is something new, by server-sent events. */
export const GET = apiHandler(
  async (request: Request) => {
    await requireUser();
    return new Response(await liveStream(request.signal), {
      headers: {
        "Content-Type": "text/event-stream",
        // A proxy that compressed or cached would keep the events to itself.
        "Cache-Control": "private, no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
  { unseen: true },
);

// HEAD too: a stream that nobody reads would never end.
const notAllowed = allowOnly("GET");

export {
  notAllowed as DELETE,
  notAllowed as HEAD,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
