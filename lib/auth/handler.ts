import { AsyncLocalStorage } from "node:async_hooks";
import { unstable_rethrow } from "next/navigation";
import { isStoreNotReady } from "../columns/store";
import { isOfStatement, isOutage } from "../db/outage";
import { Fault } from "../fault";
import { log } from "../log";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";

const RETRY = { headers: { "Retry-After": "5" } };

export interface ApiOptions {
  /** Whether an API token is as good as a session here: only where nothing is changed */
  tokens?: boolean;
  /** A page asks by itself: that is no use of its session */
  unseen?: boolean;
  /** It answers without the database, and so says nothing of it */
  alone?: boolean;
}

interface Work extends ApiOptions {
  request: Request;
}

const inApi = () => oncePerProcess("inApi", () => new AsyncLocalStorage<Work>());

/** The request whose route handler is at work, which is answered with a status; null for a page, which redirects. */
export function apiWork(): Work | null {
  return inApi().getStore() ?? null;
}

/**
 * Wraps every route handler that answers with data: what it throws becomes `application/problem+json` (a stranger gets
 * 401, the wrong role 403, a store that is filling or a database that is out 503), and nothing is cached by anybody.
 */
export function apiHandler<Context>(
  work: (request: Request, context: Context) => Promise<Response>,
  options: ApiOptions = {},
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const response = await inApi().run({ ...options, request }, () => work(request, context).catch(answer));
    if (response.ok && !options.alone) outage().passed();
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "private, no-store");
    return response;
  };
}

const outage = () =>
  oncePerProcess(
    "outage",
    () => new Fault("a request was not answered: the database is out", "requests are answered again", "error"),
  );

/** What a request is answered with whose work threw this. */
export function answer(error: unknown): Response {
  unstable_rethrow(error);
  if (error instanceof Problem) return error.toResponse();
  if (isStoreNotReady(error)) return new Problem(503, `${error.message}. Try again shortly.`, RETRY).toResponse();
  if (isOutage(error) && !isOfStatement(error)) {
    outage().met(error);
    return new Problem(503, "The database could not answer. Try again shortly.", RETRY).toResponse();
  }
  log().error({ err: error }, "a request failed");
  return new Problem(500, "The server could not answer. Its log says why.").toResponse();
}
