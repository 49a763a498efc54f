import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { oncePerProcess } from "./process";

/** What Next hands to routes. To TRACE it answers 500, and to PROPFIND 400 without saying what is allowed. */
const ROUTED: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Makes requests that are valid HTTP, but that Next does not reckon with, into ones it does. Every other method is refused
 * as PUT is: with 405 and an Allow header. Of a whole address (`POST http://host/path`), which Next would redirect to
 * wherever it says, the path counts.
 */
export function installOddRequests(): void {
  oncePerProcess("oddRequests", () =>
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      if (!ROUTED.has(request.method ?? "")) request.method = "PUT";
      if (!request.url?.startsWith("/")) request.url = pathOf(request.url ?? "");
    }),
  );
}

function pathOf(address: string): string {
  if (!URL.canParse(address)) return "/";
  const { pathname, search } = new URL(address);
  return pathname.startsWith("/") ? `${pathname}${search}` : "/";
}
