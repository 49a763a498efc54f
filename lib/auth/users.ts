import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type AuditAction, audit } from "../audit";
import { db, type Tx } from "../db";
import { waitInLine } from "../db/line";
import { env } from "../env";
import { tidySoon } from "../privacy/tidy";
import { Problem } from "../problem";
import { endTokensOf } from "./api-tokens";
import { forgetUnlocked } from "./rescue";
import { turnOffSecondFactor } from "./second-factor";
import { isRole, normalEmail, plainName, ROLES, type Role } from "./user";
import { makeUserLink } from "./user-links";

export interface UserInfo {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** invited: has not signed in by their link yet */
  state: "active" | "invited" | "disabled";
  secondFactor: boolean;
  singleSignOn: boolean;
  hasPassword: boolean;
  /** API tokens that still work */
  tokens: number;
  lastLoginAt: Date | null;
}

export const newUser = z.object({
  email: z.email("Enter a whole e-mail address.").max(254, "An e-mail address has at most 254 characters."),
  name: z.string().trim().max(100, "A name has at most 100 characters.").default(""),
  role: z.enum(ROLES, "Choose a role."),
});

/** Everybody, by address. */
export async function listUsers(now = new Date()): Promise<UserInfo[]> {
  const rows = await db().read.user.findMany({
    omit: { passwordHash: false, totpSecret: false },
    include: { _count: { select: { apiTokens: { where: { expiresAt: { gt: now } } } } } },
    orderBy: { email: "asc" },
  });
  return rows.map(
    ({ passwordHash, totpSecret, ssoSubject, disabledAt, _count, role, id, email, name, lastLoginAt }) => ({
      id,
      email,
      name,
      role: isRole(role) ? role : "viewer",
      state: disabledAt !== null ? "disabled" : passwordHash === null && ssoSubject === null ? "invited" : "active",
      secondFactor: totpSecret !== null,
      singleSignOn: ssoSubject !== null,
      hasPassword: passwordHash !== null,
      tokens: _count.apiTokens,
      lastLoginAt,
    }),
  );
}

/** Adds a user, who sets their own password by the link that the returned token makes. Throws a Problem or a ZodError. */
export async function inviteUser(
  actor: string,
  given: z.input<typeof newUser>,
): Promise<{ id: string; token: string }> {
  const { email, name, role } = newUser.parse({ ...given, email: normalEmail(given.email) });
  const id = randomUUID();
  return db().write(async (tx) => {
    await waitInLine(tx);
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new Problem(400, "There is a user with this address already.");
    await tx.user.create({ data: { id, email, name: plainName(name) || null, role } });
    await audit(tx, { actor, action: "user.invited", subject: id, details: { role } });
    return { id, token: await makeUserLink(tx, id) };
  });
}

/** Another link for a user who has lost theirs, or their password. */
export function renewUserLink(actor: string, id: string): Promise<string> {
  return change({ actor, action: "user.link" }, id, async (tx, user) => {
    if (user.disabledAt !== null) throw new Problem(400, "A disabled user cannot sign in. Enable the user first.");
    return makeUserLink(tx, id);
  });
}

/** In force at the user's next click. The last administrator stays one: a Problem 400. */
export function changeRole(actor: string, id: string, role: Role): Promise<void> {
  return change({ actor, action: "user.role", details: { role } }, id, async (tx) => {
    if (role !== "administrator") await requireAnotherAdministrator(tx, id);
    await tx.user.update({ where: { id }, data: { role } });
  });
}

/** Ends all sessions of the user, and every link and token with them. Not of the last administrator: a Problem 400. */
export function disableUser(actor: string, id: string, now = new Date()): Promise<void> {
  return change({ actor, action: "user.disabled" }, id, async (tx) => {
    await requireAnotherAdministrator(tx, id);
    await tx.user.updateMany({ where: { id, disabledAt: null }, data: { disabledAt: now } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.userLink.deleteMany({ where: { userId: id } });
    await tx.apiToken.deleteMany({ where: { userId: id } });
  });
}

export function enableUser(actor: string, id: string): Promise<void> {
  return change({ actor, action: "user.enabled" }, id, async (tx) => {
    await tx.user.update({ where: { id }, data: { disabledAt: null } });
  });
}

/**
 * Removes a disabled user with all that is theirs but the filters that everybody shares; the audit log goes on naming them by
 * their id alone. Not of the last administrator, nor of who is not disabled: a Problem 400.
 */
export async function deleteUser(actor: string, id: string): Promise<void> {
  await change({ actor, action: "user.deleted" }, id, async (tx, { disabledAt, email }) => {
    if (disabledAt === null) throw new Problem(400, "Disable the user first: a user who is disabled can be deleted.");
    await requireAnotherAdministrator(tx, id);
    await tx.segment.deleteMany({ where: { userId: id, shared: false } });
    await forgetUnlocked(tx, email);
    await tx.user.delete({ where: { id } });
  });
  tidySoon();
}

/** Browsers and programs alike. */
export function signOutUser(actor: string, id: string): Promise<void> {
  return change({ actor, action: "user.signed_out" }, id, async (tx) => {
    await tx.session.deleteMany({ where: { userId: id } });
    await endTokensOf(tx, id);
  });
}

/** Returns how many there were. */
export function revokeTokensOf(actor: string, id: string): Promise<number> {
  return change({ actor, action: "user.tokens_revoked" }, id, (tx) => endTokensOf(tx, id));
}

/**
 * Whom the issuer knows is nobody's account any more, and all sessions and tokens end. A user without a password is invited anew by
 * it. Not of the last administrator without a password: a Problem 400.
 */
export function disconnectUser(actor: string, id: string): Promise<void> {
  return change({ actor, action: "user.disconnected" }, id, async (tx) => {
    if ((await tx.user.count({ where: { id, passwordHash: { not: null } } })) === 0)
      await requireAnotherAdministrator(tx, id);
    await tx.user.updateMany({ where: { id }, data: { ssoSubject: null } });
    await tx.session.deleteMany({ where: { userId: id } });
    await endTokensOf(tx, id);
  });
}

/** For whoever has lost their device and the recovery codes. */
export function removeSecondFactor(actor: string, id: string): Promise<void> {
  return change({ actor, action: "user.second_factor_removed" }, id, (tx) => turnOffSecondFactor(tx, id));
}

/** Takes an invitation back that was not accepted: nothing is left of it. */
export function withdrawInvitation(actor: string, id: string): Promise<void> {
  return change({ actor, action: "user.uninvited" }, id, async (tx) => {
    const { count } = await tx.user.deleteMany({ where: { id, passwordHash: null, ssoSubject: null } });
    if (count === 0) throw new Problem(400, "This user has signed in already. Disable the user instead.");
  });
}

/** Inside a write that waits in line. Who was only invited, is disabled or cannot sign in as things are set up: nobody. */
export async function hasAnotherAdministrator(tx: Tx, than: string): Promise<boolean> {
  const bySso = env().OIDC_ISSUER === undefined ? [] : [{ ssoSubject: { not: null } }];
  const another = await tx.user.findFirst({
    where: {
      id: { not: than },
      role: "administrator",
      disabledAt: null,
      OR: [{ passwordHash: { not: null } }, ...bySso],
    },
    select: { id: true },
  });
  return another !== null;
}

async function requireAnotherAdministrator(tx: Tx, than: string): Promise<void> {
  const self = await tx.user.findUnique({ where: { id: than }, select: { role: true } });
  if (self?.role === "administrator" && !(await hasAnotherAdministrator(tx, than)))
    throw new Problem(400, "This is the last active administrator. Make somebody else one first.");
}

interface Deed {
  actor: string;
  action: AuditAction;
  details?: Record<string, string>;
}

/** One after the other, over all processes, so that what was checked still holds when it is written. */
function change<T>(
  deed: Deed,
  id: string,
  work: (tx: Tx, user: { email: string; disabledAt: Date | null }) => Promise<T>,
): Promise<T> {
  return db().write(async (tx) => {
    await waitInLine(tx);
    const user = await tx.user.findUnique({ where: { id }, select: { email: true, disabledAt: true } });
    if (user === null) throw new Problem(404, "There is no such user.");
    const result = await work(tx, user);
    await audit(tx, { ...deed, subject: id });
    return result;
  });
}
