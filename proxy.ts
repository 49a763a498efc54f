import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { LINK_PAGES, PATH_HEADER } from "./lib/auth/names";
import { isSecure, publicOrigin } from "./lib/auth/request";

const LINK_COOKIE_S = 3_600;
const BAD_ORIGIN = "The header Origin names no address such as https://views.example.com.\n";

/**
 * The policy of what may run in a page, and the exchange of a one-time link for a cookie. It protects no data: every page
 * and handler asks for the user itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!namesOrigin(request.headers.get("origin"))) return new NextResponse(BAD_ORIGIN, { status: 400 });
  const secure = isSecure(request.headers);
  const { pathname, searchParams, search } = request.nextUrl;
  const cookie = LINK_PAGES[pathname];
  const token = cookie === undefined ? null : searchParams.get("token");
  const response =
    cookie === undefined || token === null
      ? page(request, `${pathname}${search}`, secure)
      : exchange(request, { cookie, token, secure });
  const { headers } = response;
  headers.set("Cache-Control", "private, no-store");
  if (cookie !== undefined) headers.set("Referrer-Policy", "no-referrer");
  return response;
}

/** Whether the framework can read it: where it compares the origin of an action it takes it for an address unseen. */
const namesOrigin = (origin: string | null) => origin === null || origin === "null" || URL.canParse(origin);

function page(request: NextRequest, asked: string, secure: boolean): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // recharts writes style attributes; style sheets come from us alone.
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  headers.set(PATH_HEADER, asked);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/** The token leaves the address at once, before anything could note it. */
function exchange(
  request: NextRequest,
  { cookie, token, secure }: { cookie: string; token: string; secure: boolean },
): NextResponse {
  const { pathname: path } = request.nextUrl;
  const response = NextResponse.redirect(new URL(path, publicOrigin(request.headers)), 303);
  response.cookies.set(cookie, token, { httpOnly: true, sameSite: "lax", path, secure, maxAge: LINK_COOKIE_S });
  return response;
}

/** Never on /api: a request body that passes here is buffered and, beyond 10 MB, truncated. */
export const config = { matcher: ["/((?!api/|_next/static/|icon\\.svg$|favicon\\.ico$|world-110m\\.svg$).*)"] };
