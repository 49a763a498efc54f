/** Set by proxy.ts on requests for pages: the path and query that were asked for. Good for a redirect, not for trust. */
export const PATH_HEADER = "x-viewledger-path";

/** The cookie that a page sets while it renews itself: nobody is at it, so that is no use of the session. */
export const RENEWAL_COOKIE = "viewledger.renewal";

/** The cookie that carries a setup token from the link to the form. */
export const SETUP_COOKIE = "viewledger.setup";

/** The cookie that carries the token of a user's own link from there to the form. */
export const LINK_COOKIE = "viewledger.link";

/** Pages that a one-time link leads to, and the cookie in which each keeps the token. */
export const LINK_PAGES: Record<string, string> = { "/setup": SETUP_COOKIE, "/password": LINK_COOKIE };
