/** Addresses by what answers them: so many and no more, and none names anybody. */
const PAGES = new Set([
  "overview",
  "videos",
  "viewers",
  "tags",
  "engagement",
  "geography",
  "deliveries",
  "settings",
  "login",
  "setup",
  "password",
  "account",
]);
/** Those whose next part is one of the program's own words. */
const API = new Set([
  "auth",
  "deliveries",
  "export",
  "facets",
  "health",
  "import",
  "jump",
  "live",
  "metrics",
  "person",
  "webhooks",
]);
const SETTINGS = new Set(["users", "audit", "privacy", "notifications", "status"]);

/** `/videos/:id` of `/videos/0452…?period=7d`; "other" for what the program does not know. */
export function routeOf(url: string): string {
  const [path = "/"] = url.split("?", 1);
  const [first = "", second, ...more] = path.split("/").slice(1);
  if (first === "") return "/";
  if (first === "_next") return "/_next";
  if (first === "api") return API.has(second ?? "") ? `/api/${second}` : "other";
  if (!PAGES.has(first)) return "other";
  if (second === undefined || second === "") return `/${first}`;
  if (first === "settings") return SETTINGS.has(second) ? `/settings/${second}` : "other";
  return more.length > 0 || second === "quarantine" ? `/${first}/…` : `/${first}/:id`;
}
