import type { PersonView } from "./viewer-views";

/** Something by which a person is known, and the views that told it. */
export interface IdentityDetail {
  value: string;
  /** ISO instants of the first and last view with it */
  firstAt: string;
  lastAt: string;
  views: number;
}

export const IDENTITY_FIELDS = ["name", "email", "phone", "customId"] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];
export type Identity = Record<IdentityField, IdentityDetail[]>;

/** Every name, e-mail, phone number and custom id that the views tell, the one seen last first. */
export function identityOf(views: Iterable<PersonView>): Identity {
  const found: Record<IdentityField, Map<string, { first: number; last: number; views: number }>> = {
    name: new Map(),
    email: new Map(),
    phone: new Map(),
    customId: new Map(),
  };
  for (const view of views)
    for (const field of IDENTITY_FIELDS) {
      const value = view[field];
      if (!value) continue;
      const known = found[field].get(value);
      found[field].set(value, {
        first: Math.min(view.at, known?.first ?? view.at),
        last: Math.max(view.at, known?.last ?? view.at),
        views: (known?.views ?? 0) + 1,
      });
    }
  const details = (field: IdentityField): IdentityDetail[] =>
    [...found[field]]
      .sort(([a, one], [b, other]) => other.last - one.last || (a < b ? -1 : 1))
      .map(([value, { first, last, views: told }]) => ({ value, firstAt: iso(first), lastAt: iso(last), views: told }));
  return { name: details("name"), email: details("email"), phone: details("phone"), customId: details("customId") };
}

const iso = (ms: number) => new Date(ms).toISOString();
