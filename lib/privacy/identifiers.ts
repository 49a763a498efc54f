import { keyedHash, plainCustomId, plainEmail } from "../ingest/viewer-key";
import type { ViewFields } from "../mindstamp/fields";

/** What somebody, or a view of theirs, can be recognised by; in the form in which it is compared. */
export interface Identifier {
  kind: "view" | "viewer" | "email" | "custom";
  value: string;
}

/** Those that a record tells. */
export function identifiersOf(
  id: string,
  fields: Pick<ViewFields, "viewer_id" | "viewer_email" | "viewer_custom_id">,
): Identifier[] {
  return [{ kind: "view", value: id }, ...personIdentifiers(fields)];
}

export function personIdentifiers(
  fields: Pick<ViewFields, "viewer_id" | "viewer_email" | "viewer_custom_id">,
): Identifier[] {
  const email = plainEmail(fields.viewer_email);
  const custom = plainCustomId(fields.viewer_custom_id);
  const found: Identifier[] = [];
  if (fields.viewer_id) found.push({ kind: "viewer", value: fields.viewer_id });
  if (email) found.push({ kind: "email", value: email });
  if (custom) found.push({ kind: "custom", value: custom });
  return found;
}

/** By which it is remembered after an erasure. */
export function tombstoneDigest({ kind, value }: Identifier, hmacKey: string): string {
  return keyedHash(`tombstone ${kind} ${value}`, hmacKey);
}
