import { CircleCheckBig, Globe, LayoutDashboard, Settings, SquarePlay, Tags, Users, Webhook } from "lucide-react";

/** The pages there are, in the order of the navigation. `filtered` ones take the filters along. */
export const NAV = [
  { href: "/overview", word: "Overview", icon: LayoutDashboard, filtered: true },
  { href: "/videos", word: "Videos", icon: SquarePlay, filtered: true },
  { href: "/viewers", word: "Viewers", icon: Users, filtered: true },
  { href: "/tags", word: "Tags", icon: Tags, filtered: true },
  { href: "/engagement", word: "Engagement", icon: CircleCheckBig, filtered: true },
  { href: "/geography", word: "Geography", icon: Globe, filtered: true },
  { href: "/deliveries", word: "Deliveries", icon: Webhook, filtered: false },
  { href: "/settings", word: "Settings", icon: Settings, filtered: false },
] as const;

export type NavPage = (typeof NAV)[number];

/** Those that a reader may open. */
export const pagesFor = (administrates: boolean): readonly NavPage[] =>
  administrates ? NAV : NAV.filter(({ href }) => href !== "/settings");

/** How many of them a phone's bar holds; the others are behind “More”. */
export const BAR_HOLDS = 4;

/** Parameters of an address that mean the same on every page with figures; order, place and a page's own stay behind. */
const CARRIED =
  /^(period|from|to|compare|interval|q|video|group|country|region|city|browser|tag[1-5]|plink|viewer|screen|source|medium|campaign|attempt|identity|percentage|participation|correctness|var:.+)$/;

export const isWithin = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);

/** What of an address's query string goes along to another page of figures, with its “?”; empty where nothing does. */
export function carried(path: string, search: URLSearchParams): string {
  // The ledger's filters are not those of the figures.
  if (!NAV.some(({ filtered, href }) => filtered && isWithin(path, href))) return "";
  const kept = new URLSearchParams([...search].filter(([name]) => CARRIED.test(name)));
  return kept.size === 0 ? "" : `?${kept}`;
}
