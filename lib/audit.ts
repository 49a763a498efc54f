import { v7 as uuidv7 } from "uuid";
import { db, type Tx } from "./db";
import { canonicalJson, type Json } from "./mindstamp/json";

/** What can be done that others may want to know of. */
export const AUDIT_ACTIONS = [
  "settings.changed",
  "key.added",
  "key.rotated",
  "key.retired",
  "quarantine.replayed",
  "quarantine.dismissed",
  "quarantine.restored",
  "quarantine.silenced",
  "quarantine.unsilenced",
  "history.imported",
  "history.backfilled",
  "data.exported",
  "user.invited",
  "user.uninvited",
  "user.joined",
  "user.link",
  "user.role",
  "user.disabled",
  "user.enabled",
  "user.deleted",
  "user.signed_out",
  "user.second_factor_removed",
  "user.tokens_revoked",
  "user.disconnected",
  "user.reset",
  "user.unlocked",
  "user.first",
  "account.password",
  "account.second_factor_on",
  "account.second_factor_off",
  "account.recovery_codes",
  "account.signed_out",
  "account.connected",
  "account.disconnected",
  "token.made",
  "token.revoked",
  "login.throttled",
  "person.erased",
  "person.exported",
  "viewers.excluded",
  "viewers.included",
  "views.deleted",
  "retention.applied",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEvent {
  /** The user's id; null: the server by itself, or a command on it */
  actor: string | null;
  action: AuditAction;
  /** What it was done to, by an id that names nobody */
  subject?: string | null;
  /** Counts, names of settings, choices. Never a name, an address or another personal detail */
  details?: Record<string, Json>;
}

/** Notes what was done, in the transaction that does it. Rows are only ever added. */
export async function audit(tx: Tx, { actor, action, subject = null, details = {} }: AuditEvent): Promise<void> {
  await tx.auditEntry.create({
    data: { id: uuidv7(), at: Date.now(), actorId: actor, action, subject, details: canonicalJson(details) },
  });
}

/** Notes what has no transaction of its own. */
export function auditAlone(event: AuditEvent): Promise<void> {
  return db().write((tx) => audit(tx, event));
}

export interface AuditRow {
  id: string;
  /** ISO 8601 UTC */
  at: string;
  /** Null: the server by itself */
  actor: { id: string; name: string | null; email: string | null } | null;
  action: string;
  subject: string | null;
  /** The user it was done to, where it was one: e-mail address */
  user: string | null;
  details: Record<string, Json>;
}

export interface AuditPage {
  rows: AuditRow[];
  /** How many there are in all */
  count: number;
}

/** A page of what was done, newest first; `action` null = all. Pages begin at 1. */
export async function auditPage(asked: {
  page: number;
  pageSize: number;
  action: AuditAction | null;
}): Promise<AuditPage> {
  const where = asked.action === null ? {} : { action: asked.action };
  const { read } = db();
  const [count, rows] = await Promise.all([
    read.auditEntry.count({ where }),
    read.auditEntry.findMany({
      where,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      skip: (asked.page - 1) * asked.pageSize,
      take: asked.pageSize,
    }),
  ]);
  const ids = [...new Set(rows.flatMap(({ actorId, subject }) => [actorId ?? [], subject ?? []].flat()))];
  const users = await read.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, email: true },
  });
  return {
    count,
    rows: rows.map(({ id, at, actorId, action, subject, details }) => ({
      id,
      at: new Date(Number(at)).toISOString(),
      actor:
        actorId === null
          ? null
          : (users.find((user) => user.id === actorId) ?? { id: actorId, name: null, email: null }),
      action,
      subject,
      user: users.find((user) => user.id === subject)?.email ?? null,
      details: JSON.parse(details) as Record<string, Json>,
    })),
  };
}
