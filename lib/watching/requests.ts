import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "../env";
import { log, requestIds } from "../log";
import { oncePerProcess } from "../process";
import { metrics } from "./metrics";
import { routeOf } from "./routes";

const HEADER = "X-Request-Id";
/** Of a proxy's own, where one is trusted */
const GIVEN = /^[\w.-]{1,64}$/;
const SLOW_MS = 5_000;

/**
 * Gives each request an id, which its answer carries and every line of the log that comes of it; measures it; and logs
 * it: at debug, or as a warning when it failed here or took long. Neither query nor ids in the path are logged.
 */
export function watchRequests(): void {
  oncePerProcess("watchRequests", () => {
    subscribe("http.server.request.start", (message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      const id = idOf(request);
      response.setHeader(HEADER, id);
      requestIds().enterWith(id);
      const began = performance.now();
      const [method, route] = [request.method ?? "", routeOf(request.url ?? "")];
      response.once("close", () => note({ requestId: id, method, route }, response, performance.now() - began));
    });
    return true;
  });
}

function idOf(request: IncomingMessage): string {
  const given = env().TRUSTED_PROXY_HOPS > 0 ? request.headers["x-request-id"] : undefined;
  return typeof given === "string" && GIVEN.test(given) ? given : crypto.randomUUID();
}

interface Asked {
  requestId: string;
  method: string;
  route: string;
}

function note({ requestId, method, route }: Asked, response: ServerResponse, ms: number): void {
  const { statusCode: status, writableFinished: whole } = response;
  // A stream for open pages lasts as long as its page.
  const isStream = route === "/api/live";
  if (!isStream) metrics().requests.observe({ route, method, status: whole ? status : "cut" }, ms / 1_000);
  const line = { method, route, status, ms: Math.round(ms), ...(!whole && { cut: true }) };
  const isOdd = status === 500 || (ms > SLOW_MS && !isStream);
  requestIds().run(requestId, () => (isOdd ? log().warn(line, "request") : log().debug(line, "request")));
}
