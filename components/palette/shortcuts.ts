import { type NavPage, pagesFor } from "../shell/nav";

/** Asks for the palette, from a button. */
export const PALETTE_EVENT = "viewledger:palette";

const LETTERS: Record<NavPage["href"], string> = {
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
export const goKeys = (administrates: boolean) =>
  pagesFor(administrates).map(({ href, word, filtered }) => ({ key: LETTERS[href], href, word, filtered }));
