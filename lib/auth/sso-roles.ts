import type { Env } from "../env";
import { ROLES, type Role } from "./user";

type Mapping = Pick<Env, "OIDC_ROLE_CLAIM" | "OIDC_ROLE_ADMINISTRATOR" | "OIDC_ROLE_ANALYST" | "OIDC_ROLE_VIEWER">;

/**
 * The role that the claims name: the greatest of those whose value is the claim, or is in its list. `unmapped`: roles are
 * given in Viewledger. Null: the claims name none, so whoever it is may not come in.
 */
export function roleOf(claims: Record<string, unknown>, mapping: Mapping): Role | "unmapped" | null {
  if (mapping.OIDC_ROLE_CLAIM === undefined) return "unmapped";
  const named = [valueAt(claims, mapping.OIDC_ROLE_CLAIM)].flat();
  const value = {
    viewer: mapping.OIDC_ROLE_VIEWER,
    analyst: mapping.OIDC_ROLE_ANALYST,
    administrator: mapping.OIDC_ROLE_ADMINISTRATOR,
  };
  return ROLES.findLast((role) => value[role] !== undefined && named.includes(value[role])) ?? null;
}

/** The claim of that name, else the one that its dots lead to, such as realm_access.roles. */
function valueAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const part of name.split("."))
    at =
      typeof at === "object" && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string, unknown>)[part]
        : undefined;
  return at;
}
