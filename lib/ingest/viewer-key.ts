import { createHmac, randomBytes } from "node:crypto";
import type { ViewFields } from "../mindstamp/fields";

const LENGTH = 22;
/** Everything that makes a pseudonym; a capital is in each, so that no viewer_id, which has none, can look like one. */
const PSEUDONYM = /^x-(?=.*[A-Z])[\w-]{22}$/;

/** A text under the database's own key, base64url. `hmacKey` is the base64 text of the counter's row. */
export function keyedHash(text: string, hmacKey: string): string {
  return createHmac("sha256", Buffer.from(hmacKey, "base64")).update(text.normalize("NFC")).digest("base64url");
}

/** As addresses are compared; null when it is none. */
export const plainEmail = (email: string | null | undefined): string | null =>
  email?.trim().toLowerCase().normalize("NFC") || null;

/** As custom ids are compared. */
export const plainCustomId = (id: string | null | undefined): string | null => id?.trim().normalize("NFC") || null;

export const emailKey = (email: string, hmacKey: string) => `e-${keyedHash(email, hmacKey).slice(0, LENGTH)}`;
export const customIdKey = (id: string, hmacKey: string) => `c-${keyedHash(id, hmacKey).slice(0, LENGTH)}`;

/**
 * Whose view it is: the viewer_id; else a keyed hash of the e-mail or of the custom id, so that neither ever stands in a
 * URL; else the view alone.
 */
export function viewerKey(id: string, fields: ViewFields, hmacKey: string): string {
  if (fields.viewer_id) return fields.viewer_id;
  const email = plainEmail(fields.viewer_email);
  if (email) return emailKey(email, hmacKey);
  const custom = plainCustomId(fields.viewer_custom_id);
  if (custom) return customIdKey(custom, hmacKey);
  return `v-${id}`;
}

/** A key that stands for somebody who was erased. */
export function newPseudonym(): string {
  for (;;) {
    const made = `x-${randomBytes(17).toString("base64url").slice(0, LENGTH)}`;
    if (isPseudonym(made)) return made;
  }
}

export const isPseudonym = (key: string): boolean => PSEUDONYM.test(key);

const MADE = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[ecvx]-[\w-]+)$/i;

/** Whether a text can be a viewer's key as keys are made here; a custom id, or a slip, hardly ever is. */
export const looksLikeKey = (text: string): boolean => MADE.test(text);
