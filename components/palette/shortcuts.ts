import { NAV } from "../shell/nav";

/** Asks for the palette, from a button. */
export const PALETTE_EVENT = "viewledger:palette";

const LETTERS: Record<(typeof NAV)[number]["href"], string> = {
  "/overview": "o",
  "/videos": "v",
  "/viewers": "p",
  "/tags": "t",
  "/engagement": "e",
  "/geography": "m",
  "/deliveries": "d",
  "/settings": "s",
};

/** “g”, then the letter. */
export const GO_KEYS = NAV.map(({ href, word, filtered }) => ({ key: LETTERS[href], href, word, filtered }));
