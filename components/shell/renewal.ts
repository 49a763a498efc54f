/** As the server knows it: RENEWAL_COOKIE. */
export const RENEWAL = "viewledger.renewal";
/** Longer than a renewal takes to be asked for; what the reader does meanwhile is told by their next click. */
const LASTS_S = 3;

/** Tells the server that what is asked for next is the page's own doing: an open page is not a reader. */
export function markRenewal(): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there without TLS.
  document.cookie = `${RENEWAL}=1; path=/; max-age=${LASTS_S}; samesite=lax${secure}`;
}
