import { plainEmail } from "../ingest/viewer-key";

/** Whose views are left out of all figures. */
export interface Rules {
  /** Whole addresses, in the form in which they are compared */
  emails: ReadonlySet<string>;
  /** Each with all domains beneath it */
  domains: ReadonlySet<string>;
  /** Viewer keys */
  viewers: ReadonlySet<string>;
}

/** Whether a viewer is left out. `email`: the newest known one. */
export function isExcluded({ emails, domains, viewers }: Rules, key: string, email: string | null): boolean {
  if (viewers.has(key)) return true;
  const plain = emails.size + domains.size > 0 ? plainEmail(email) : null;
  if (plain === null) return false;
  if (emails.has(plain)) return true;
  for (let at = plain.lastIndexOf("@"); at >= 0; at = plain.indexOf(".", at + 1))
    if (domains.has(plain.slice(at + 1))) return true;
  return false;
}
