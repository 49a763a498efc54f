/** Set by proxy.ts on requests for pages: the path and query that were asked for. Good for a redirect, not for trust. */
export const PATH_HEADER = "x-viewledger-path";

/** The cookie that carries a setup token from the link to the form. */
export const SETUP_COOKIE = "viewledger.setup";
