import { createHmac } from "node:crypto";
import type { ViewFields } from "../mindstamp/fields";

const LENGTH = 22;

/**
 * Whose view it is: the viewer_id; else a keyed hash of the e-mail or of the custom id, so that neither ever stands in a
 * URL; else the view alone. `hmacKey` is the base64 text of the counter's row.
 */
export function viewerKey(id: string, fields: ViewFields, hmacKey: string): string {
  if (fields.viewer_id) return fields.viewer_id;
  const hash = (text: string) =>
    createHmac("sha256", Buffer.from(hmacKey, "base64"))
      .update(text.normalize("NFC"))
      .digest("base64url")
      .slice(0, LENGTH);
  const email = fields.viewer_email?.trim().toLowerCase();
  if (email) return `e-${hash(email)}`;
  const custom = fields.viewer_custom_id?.trim();
  if (custom) return `c-${hash(custom)}`;
  return `v-${id}`;
}
