import { candidatesIn } from "./candidates";
import { graveOf, type PrivacyState } from "./state";

/** Looked up in one text; a delivery of two thousand views has fewer. */
const MOST_CANDIDATES = 60_000;
/** By the tombstones that they are not among, until these change. */
const others = new WeakMap<PrivacyState["graves"], Set<string>>();
const MOST_OTHERS = 20_000;
const decoder = new TextDecoder("utf-8");

/**
 * Whether bytes that could not be understood name somebody who was erased. What holds more addresses and ids than can be
 * looked up while others wait is taken as if it did: it is better not kept than kept against somebody's will.
 */
export function namesErased(state: PrivacyState, body: Uint8Array | string): boolean {
  if (state.graves.size === 0) return false;
  const others = othersBy(state);
  let looked = 0;
  for (const one of candidatesIn(typeof body === "string" ? body : decoder.decode(body))) {
    const name = `${one.kind} ${one.value}`;
    if (others.has(name)) continue;
    if (++looked > MOST_CANDIDATES || graveOf(state, [one]) !== null) return true;
    if (others.size < MOST_OTHERS) others.add(name);
  }
  return false;
}

/** Names of fields and the like stand in every body: known to be nobody's, they are not hashed once more. */
function othersBy({ graves }: PrivacyState): Set<string> {
  const known = others.get(graves);
  if (known && known.size < MOST_OTHERS) return known;
  const fresh = new Set<string>();
  others.set(graves, fresh);
  return fresh;
}
