import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isSecure } from "./auth/request";
import { oncePerProcess } from "./process";

/** On every answer, whoever gives it: a page, a file, a route, or the framework with an error of its own. */
const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Where the browser came by TLS. A browser complains of the second one elsewhere. */
const BY_TLS = { "Strict-Transport-Security": "max-age=31536000", "Cross-Origin-Opener-Policy": "same-origin" };

/** Pages have a policy of their own, with a nonce, by proxy.ts. What else is opened in a browser runs nothing. */
const NOTHING_RUNS = { "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox" };

/** Sets the headers that protect browsers before anything else answers. */
export function installResponseHeaders(): void {
  oncePerProcess("responseHeaders", () =>
    subscribe("http.server.request.start", (message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      const secure = isSecure({ get: (name) => request.headers[name]?.toString() ?? null });
      const api = request.url?.startsWith("/api/");
      for (const [name, value] of Object.entries({ ...ALWAYS, ...(secure && BY_TLS), ...(api && NOTHING_RUNS) }))
        response.setHeader(name, value);
    }),
  );
}
