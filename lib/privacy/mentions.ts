import type { ViewRecord } from "../mindstamp/fields";
import { addressesIn } from "./candidates";
import { spellings } from "./spellings";
import { graveOf, type PrivacyState } from "./state";

const SIGN = /@|%(?:25)*40|\\u0040/i;

/**
 * A record of somebody else, or of nobody known, without fields that hold an erased person's address; the same object where
 * none does. Nothing is looked for unless somebody was erased.
 */
export function withoutMentions<T extends Pick<ViewRecord, "fields" | "extra">>(record: T, state: PrivacyState): T {
  if (state.graves.size === 0) return record;
  const { fields, extra } = record;
  const mentions = (text: string | null | undefined) => typeof text === "string" && namesAddress(text, state);
  const [url, variables, rest] = [mentions(fields.url), mentions(fields.variables), mentions(extra)];
  if (!url && !variables && !rest) return record;
  return {
    ...record,
    fields: { ...fields, ...(url && { url: null }), ...(variables && { variables: null }) },
    extra: rest ? null : extra,
  };
}

/** Whether a text holds an erased person's address. */
export function namesAddress(text: string, state: PrivacyState): boolean {
  if (!SIGN.test(text)) return false;
  for (const one of spellings(text))
    for (const address of addressesIn(one)) if (graveOf(state, [address]) !== null) return true;
  return false;
}
