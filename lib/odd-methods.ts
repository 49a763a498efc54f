import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { oncePerProcess } from "./process";

/** What Next hands to routes. To TRACE it answers 500, and to PROPFIND 400 without saying what is allowed. */
const ROUTED: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Lets routes refuse every method that exists as they refuse PUT: with 405 and an Allow header. */
export function installOddMethods(): void {
  oncePerProcess("oddMethods", () =>
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      if (!ROUTED.has(request.method ?? "")) request.method = "PUT";
    }),
  );
}
