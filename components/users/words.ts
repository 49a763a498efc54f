import type { Role } from "@/lib/auth/user";

export const ROLE_WORDS: Record<Role, string> = {
  viewer: "Viewer",
  analyst: "Analyst",
  administrator: "Administrator",
};

export const ROLE_MEANINGS: Record<Role, string> = {
  viewer:
    "Sees all figures, but no names, e-mails, phones, custom ids, addresses (nor the source, medium and campaign in them), personal links and variables.",
  analyst: "Sees everything, exports included.",
  administrator: "Also sets up keys, users and everything else in Settings.",
};
