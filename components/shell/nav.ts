import { LayoutDashboard, Settings } from "lucide-react";

/** The pages there are, in the order of the navigation. */
export const NAV = [
  { href: "/overview", word: "Overview", icon: LayoutDashboard },
  { href: "/settings", word: "Settings", icon: Settings },
] as const;
