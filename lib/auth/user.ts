/** From the least to the most a user may do. */
export const ROLES = ["viewer", "analyst", "administrator"] as const;

/**
 * viewer: dashboards and exports without personal data; analyst: everything but the administration;
 * administrator: also settings, keys and users.
 */
export type Role = (typeof ROLES)[number];

/** Somebody who is signed in. */
export interface User {
  id: string;
  /** Lower case */
  email: string;
  name: string | null;
  role: Role;
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether `role` includes all that `needed` may do. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

const NAME_MAX = 100;

/** A user's name as both databases can hold it and a line can show it, however it came. */
export function plainName(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
  return Array.from(plain).slice(0, NAME_MAX).join("").trim();
}

/** The form in which an address is stored and compared. */
export function normalEmail(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}
