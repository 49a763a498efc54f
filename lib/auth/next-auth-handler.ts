import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { z } from "zod";
import { pinAuthAddress } from "../env";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { HOME, localPath } from "./callback-url";
import { readCapped } from "./capped-body";
import { apiHandler } from "./handler";
import { nextAuthOptions, THROTTLED } from "./next-auth-options";
import { isSecure, ownOrigin, publicOrigin } from "./request";

const MAX_BODY_BYTES = 16 * 1024;
/** What next-auth offers and we need: neither its log endpoint, open to everybody, nor its e-mail pages. */
const ACTIONS = new Set(["csrf", "providers", "session", "signin", "signout", "callback", "error"]);
const THROTTLED_RETRY_S = 60;

const fieldsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);

type Context = { params: Promise<{ nextauth: string[] }> };

/** Around next-auth's handler: a capped body, a callbackUrl that stays here, and answers that name no host. */
export const handleAuth = apiHandler<Context>(
  async (request, context) => {
    const { nextauth } = await context.params;
    if (!ACTIONS.has(nextauth[0] ?? "")) throw new Problem(404, "There is nothing here.");
    if (nextauth.join("/") === "callback/credentials" && request.method !== "POST")
      throw new Problem(405, "Signing in with a password is a POST.", { headers: { Allow: "POST" } });
    const ownOrigin = authOrigin();
    const reachedAt = publicOrigin(request.headers);
    const fields = request.method === "POST" ? await readFields(request) : null;
    const secure = isSecure(request.headers);
    await repairCallbackCookie(secure, reachedAt);

    const url = new URL(request.url);
    const repaired = new NextRequest(
      `${ownOrigin}${url.pathname}?${repairCallback(url.searchParams, reachedAt)}`,
      fields === null
        ? { headers: request.headers }
        : { method: "POST", headers: formHeaders(request.headers), body: repairCallback(fields, reachedAt).toString() },
    );
    const response: Response = await NextAuth(repaired, context, nextAuthOptions(secure));
    return fields?.get("json") === "true"
      ? jsonAnswer(response, ownOrigin, reachedAt)
      : pageAnswer(response, ownOrigin);
  },
  { alone: true },
);

/** Any fixed address will do without APP_URL: answers are made relative again. */
function authOrigin(): string {
  return oncePerProcess("authOrigin", () => {
    const origin = ownOrigin();
    pinAuthAddress(origin);
    return origin;
  });
}

async function readFields(request: Request): Promise<URLSearchParams> {
  const text = await readCapped(request, MAX_BODY_BYTES);
  if (!request.headers.get("content-type")?.includes("application/json")) return new URLSearchParams(text);
  let body: unknown;
  try {
    body = JSON.parse(text || "{}");
  } catch {
    throw new Problem(400, "The body is not JSON.");
  }
  const parsed = fieldsSchema.safeParse(body);
  if (!parsed.success) throw new Problem(400, "The body must be an object of plain fields.");
  return new URLSearchParams(parsed.data);
}

function formHeaders(from: Headers): Headers {
  const headers = new Headers(from);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.delete("content-length");
  headers.delete("transfer-encoding");
  return headers;
}

function repairCallback(fields: URLSearchParams, origin: string): URLSearchParams {
  const repaired = new URLSearchParams(fields);
  if (repaired.has("callbackUrl")) repaired.set("callbackUrl", localPath(repaired.get("callbackUrl"), origin));
  return repaired;
}

async function repairCallbackCookie(secure: boolean, origin: string): Promise<void> {
  const name = `${secure ? "__Secure-" : ""}next-auth.callback-url`;
  const jar = await cookies();
  const value = jar.get(name)?.value;
  if (value === undefined) return;
  const path = localPath(value, origin);
  if (path !== value) jar.set(name, path, { httpOnly: true, sameSite: "lax", path: "/", secure });
}

/** For clients that ask with json=true: next-auth's own browser code wants a whole address. */
async function jsonAnswer(response: Response, ownOrigin: string, reachedAt: string): Promise<Response> {
  const { url } = (await response.json()) as { url?: string };
  const headers = new Headers(response.headers);
  if (url === undefined) return new Response("{}", { status: response.status, headers });
  const target = url.startsWith("/") ? url : inside(url, ownOrigin);
  const status = isThrottled(url) ? throttled(headers) : response.status;
  return new Response(JSON.stringify({ url: new URL(target, reachedAt).href }), { status, headers });
}

function pageAnswer(response: Response, ownOrigin: string): Response {
  const location = response.headers.get("Location");
  if (location === null) return response;
  const headers = new Headers(response.headers);
  headers.set("Location", inside(location, ownOrigin));
  return new Response(null, { status: response.status, headers });
}

/** A redirect to ourselves as a path, straight to our page instead of by next-auth's endpoints for built-in pages. */
function inside(location: string, ownOrigin: string): string {
  if (!location.startsWith(ownOrigin)) return location;
  const url = new URL(location);
  const error = url.searchParams.get("csrf") === null ? url.searchParams.get("error") : "Expired";
  if (error !== null && /^\/api\/auth\/(error|signin)$/.test(url.pathname))
    return `/login?${new URLSearchParams({ error })}`;
  return url.pathname === "/" ? HOME : `${url.pathname}${url.search}${url.hash}`;
}

function isThrottled(url: string): boolean {
  return URL.canParse(url) && new URL(url).searchParams.get("error") === THROTTLED;
}

function throttled(headers: Headers): number {
  headers.set("Retry-After", String(THROTTLED_RETRY_S));
  return 429;
}
