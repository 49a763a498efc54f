import { candidatesIn } from "./candidates";
import { graveOf, type PrivacyState } from "./state";

/** Looked up in one text; a delivery of two thousand views has fewer. */
const MOST_CANDIDATES = 60_000;
const decoder = new TextDecoder("utf-8");

/**
 * Whether bytes that could not be understood name somebody who was erased. What holds more addresses and ids than can be
 * looked up while others wait is taken as if it did: it is better not kept than kept against somebody's will.
 */
export function namesErased(state: PrivacyState, body: Uint8Array | string): boolean {
  if (state.graves.size === 0) return false;
  let looked = 0;
  for (const one of candidatesIn(typeof body === "string" ? body : decoder.decode(body)))
    if (++looked > MOST_CANDIDATES || graveOf(state, [one]) !== null) return true;
  return false;
}
