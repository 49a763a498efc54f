import { randomUUID } from "node:crypto";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { waitInLine } from "../db/line";
import { env } from "../env";
import { log } from "../log";
import { endTokensOf } from "./api-tokens";
import { openSession, userOfSession } from "./session";
import type { SessionClaim } from "./session-token";
import { roleOf } from "./sso-roles";
import { normalEmail, plainName, type Role } from "./user";
import { hasAnotherAdministrator, newUser } from "./users";

/** Why somebody whom the issuer knows does not come in; stands in the redirect to the login page. */
export type SsoRefusal = "SsoUnknown" | "SsoRole" | "SsoEmail" | "SsoOther" | "SsoConnect";

export class SsoRefused extends Error {
  override name = "SsoRefused";
  constructor(readonly reason: SsoRefusal) {
    super(reason);
  }
}

/** What an issuer says of somebody, checked for its signature. */
export type Claims = Record<string, unknown> & { iss: string; sub: string };

interface Known {
  id: string;
  role: string;
  disabledAt: Date | null;
}

const KNOWN = { id: true, role: true, disabledAt: true } as const;
const subjectOf = ({ iss, sub }: Claims) => `${iss} ${sub}`;

/**
 * Opens a session for whom the claims name: the user of that subject, else somebody invited whose address the issuer has
 * verified, else, where roles are mapped, a new user. Never a user of another subject, and never one who has a password:
 * they connect the two themselves. Throws SsoRefused.
 */
export async function enterBySso(claims: Claims, now = new Date()): Promise<SessionClaim> {
  const role = roleOf(claims, env());
  if (role === null) {
    await signOut(claims);
    throw new SsoRefused("SsoRole");
  }
  return db().write(async (tx) => {
    await waitInLine(tx);
    const user =
      (await tx.user.findUnique({ where: { ssoSubject: subjectOf(claims) }, select: KNOWN })) ??
      (await newcomer(tx, claims, role));
    if (user.disabledAt !== null) throw new SsoRefused("SsoUnknown");
    if (role !== "unmapped" && role !== user.role) await changeRole(tx, user, role);
    await tx.user.updateMany({ where: { id: user.id }, data: { lastLoginAt: now } });
    return openSession(tx, user.id, now);
  });
}

/** Connects the claims' subject to a user who is signed in, and goes on with that session. Throws SsoRefused. */
export async function connectSso(claims: Claims, session: SessionClaim): Promise<SessionClaim> {
  if ((await userOfSession(session)) === null) throw new SsoRefused("SsoUnknown");
  const [ssoSubject, id] = [subjectOf(claims), session.userId];
  await db().write(async (tx) => {
    await waitInLine(tx);
    const other = await tx.user.findUnique({ where: { ssoSubject }, select: KNOWN });
    if (other !== null && other.id !== id) throw new SsoRefused("SsoOther");
    const { count } = await tx.user.updateMany({ where: { id, ssoSubject: null }, data: { ssoSubject } });
    if (count === 0 && other === null) throw new SsoRefused("SsoOther");
    if (count > 0) await audit(tx, { actor: id, action: "account.connected" });
  });
  return session;
}

async function newcomer(tx: Tx, claims: Claims, role: Role | "unmapped"): Promise<Known> {
  if (typeof claims.email !== "string" || claims.email_verified !== true) throw new SsoRefused("SsoEmail");
  const [email, ssoSubject] = [normalEmail(claims.email), subjectOf(claims)];
  if (!newUser.shape.email.safeParse(email).success) throw new SsoRefused("SsoEmail");
  const select = { ...KNOWN, passwordHash: true, ssoSubject: true };
  const invited = await tx.user.findUnique({ where: { email }, select });
  if (invited?.disabledAt) throw new SsoRefused("SsoUnknown");
  if (invited && invited.ssoSubject !== null) throw new SsoRefused("SsoOther");
  if (invited && invited.passwordHash !== null) throw new SsoRefused("SsoConnect");
  if (!invited && role === "unmapped") throw new SsoRefused("SsoUnknown");
  const id = invited?.id ?? randomUUID();
  const name = typeof claims.name === "string" ? plainName(claims.name) || null : null;
  if (invited) {
    await tx.user.update({ where: { id }, data: { ssoSubject } });
    await tx.userLink.deleteMany({ where: { userId: id } });
  } else await tx.user.create({ data: { id, email, name, role, ssoSubject } });
  await audit(tx, { actor: id, action: "user.joined" });
  return { id, role: invited?.role ?? role, disabledAt: null };
}

/** Whom the issuer gives no role any more is out everywhere, but for the last administrator. */
async function signOut(claims: Claims): Promise<void> {
  await db().write(async (tx) => {
    await waitInLine(tx);
    const user = await tx.user.findUnique({ where: { ssoSubject: subjectOf(claims) }, select: KNOWN });
    if (user === null) return;
    if (user.role === "administrator" && !(await hasAnotherAdministrator(tx, user.id))) return;
    const { count } = await tx.session.deleteMany({ where: { userId: user.id } });
    const tokens = await endTokensOf(tx, user.id);
    if (count + tokens > 0) await audit(tx, { actor: null, action: "user.signed_out", subject: user.id });
  });
}

/** The issuer's word counts at each login, but for the last administrator, without whom nobody could set anything right. */
async function changeRole(tx: Tx, { id, role: before }: Known, role: Role): Promise<void> {
  if (before === "administrator" && !(await hasAnotherAdministrator(tx, id))) {
    log().warn({ user: id }, "single sign-on would take the role from the last administrator: it stays");
    return;
  }
  await tx.user.updateMany({ where: { id }, data: { role } });
  await audit(tx, { actor: null, action: "user.role", subject: id, details: { role } });
}
