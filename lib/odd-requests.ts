import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { oncePerProcess } from "./process";

/** What Next hands to routes. To TRACE it answers 500, and to PROPFIND 400 without saying what is allowed. */
const ROUTED: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Makes requests that are valid HTTP, but that Next does not reckon with, into ones it does. Every other method is refused
 * as PUT is: with 405 and an Allow header. Of a whole address (`POST http://host/path`), which Next would redirect to
 * wherever it says, the path counts. A path is made one that everybody reads alike: without `.` and `..`, and a percent
 * sign that begins nothing, which Next answers with 500, stands for itself.
 */
export function installOddRequests(): void {
  oncePerProcess("oddRequests", () =>
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      if (!ROUTED.has(request.method ?? "")) request.method = "PUT";
      if (!request.url?.startsWith("/")) request.url = pathOf(request.url ?? "");
      request.url = plainPath(request.url);
    }),
  );
}

function pathOf(address: string): string {
  if (!URL.canParse(address)) return "/";
  const { pathname, search } = new URL(address);
  return pathname.startsWith("/") ? `${pathname}${search}` : "/";
}

const DOTS = /\/(\.|%2e){1,2}(?=[/?]|$)/i;

function plainPath(url: string): string {
  const plain = DOTS.test(url) && !url.startsWith("//") ? pathOf(`http://localhost${url}`) : url;
  const [path = ""] = plain.split("?", 1);
  return isDecodable(path) ? plain : path.replaceAll("%", "%25") + plain.slice(path.length);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
