import { randomBytes, randomUUID } from "node:crypto";
import { audit } from "../audit";
import { db } from "../db";
import { Problem } from "../problem";
import { digestOf, environmentKeys, forgetKeys } from "./verify-key";

const MIN_KEY_LENGTH = 8;
const DAY_MS = 86_400_000;

export interface WebhookKeyInfo {
  id: string;
  /** Kept here, or given by MINDSTAMP_WEBHOOK_KEY, which alone can take it away */
  from: "settings" | "environment";
  label: string;
  ending: string;
  createdAt: Date | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  retiredAt: Date | null;
}

interface NewKey {
  label: string;
  /** Pasted from Mindstamp; absent or blank: one of 256 bits is made */
  key?: string;
  expiresAt?: Date;
  /** The user's id */
  actor?: string;
}

/**
 * Adds a key. The key itself is returned this once and never stored. Throws a Problem with a sentence for the user when
 * the pasted one is too short or known already.
 */
export async function createWebhookKey(options: NewKey): Promise<{ id: string; key: string }> {
  const made = await checkedKey(options);
  await db().write(async (tx) => {
    await tx.webhookKey.create({ data: made.data });
    await audit(tx, { actor: options.actor ?? null, action: "key.added", subject: made.data.id });
  });
  forgetKeys();
  return { id: made.data.id, key: made.key };
}

/**
 * Makes a key that follows another one, which stays valid for some days: time to enter the new one at the sender, with no
 * delivery refused meanwhile.
 */
export async function rotateWebhookKey(
  id: string,
  days: number,
  { now = new Date(), actor = null }: { now?: Date; actor?: string | null } = {},
): Promise<{ id: string; key: string; oldExpiresAt: Date }> {
  const old = await db().read.webhookKey.findUnique({ where: { id } });
  if (old === null || stateOf(old, now) === "retired" || stateOf(old, now) === "expired")
    throw new Problem(400, "This key is not accepted any more: add a new one instead.");
  const wanted = new Date(now.getTime() + days * DAY_MS);
  const oldExpiresAt = old.expiresAt !== null && old.expiresAt < wanted ? old.expiresAt : wanted;
  const made = await checkedKey({ label: old.label });
  await db().write(async (tx) => {
    await tx.webhookKey.create({ data: made.data });
    await tx.webhookKey.update({ where: { id }, data: { expiresAt: oldExpiresAt } });
    await audit(tx, { actor, action: "key.rotated", subject: id, details: { days, successor: made.data.id } });
  });
  forgetKeys();
  return { id: made.data.id, key: made.key, oldExpiresAt };
}

async function checkedKey(options: NewKey) {
  const key = options.key?.trim() || randomBytes(32).toString("base64url");
  if (key.length < MIN_KEY_LENGTH) throw new Problem(400, `A webhook key has at least ${MIN_KEY_LENGTH} characters.`);
  if (/[\s,]/.test(key)) throw new Problem(400, "A webhook key has no blanks and no commas.");
  if (environmentKeys().some((fixed) => fixed.digest.equals(digestOf(key))))
    throw new Problem(400, "This key is in MINDSTAMP_WEBHOOK_KEY, and accepted already.");
  const digest = digestOf(key).toString("hex");
  if (await db().read.webhookKey.findUnique({ where: { digest } }))
    throw new Problem(400, "This key is in the list already.");
  const data = {
    id: randomUUID(),
    label: options.label.trim() || "Mindstamp",
    digest,
    ending: key.slice(-4),
    expiresAt: options.expiresAt ?? null,
  };
  return { key, data };
}

/** Whether deliveries may carry a key: still, for a while, or no more. */
export function stateOf(
  key: Pick<WebhookKeyInfo, "expiresAt" | "retiredAt">,
  now: Date,
): "accepted" | "expiring" | "expired" | "retired" {
  if (key.retiredAt !== null) return "retired";
  if (key.expiresAt === null) return "accepted";
  return key.expiresAt <= now ? "expired" : "expiring";
}

/** Those of the environment, then those of Settings, newest first; without digests. */
export async function listWebhookKeys(): Promise<WebhookKeyInfo[]> {
  const rows = await db().read.webhookKey.findMany({ omit: { digest: true }, orderBy: { createdAt: "desc" } });
  const fixed = environmentKeys().map(async ({ id, ending }) => {
    const last = await db().read.delivery.findFirst({
      where: { keyId: id },
      orderBy: { receivedAt: "desc" },
      select: { receivedAt: true },
    });
    return {
      id,
      from: "environment" as const,
      label: "Environment",
      ending,
      createdAt: null,
      expiresAt: null,
      lastUsedAt: last && new Date(Number(last.receivedAt)),
      retiredAt: null,
    };
  });
  return [...(await Promise.all(fixed)), ...rows.map((row) => ({ ...row, from: "settings" as const }))];
}

/** From now on the key is refused. */
export async function retireWebhookKey(id: string, actor: string | null = null): Promise<void> {
  await db().write(async (tx) => {
    const { count } = await tx.webhookKey.updateMany({
      where: { id, retiredAt: null },
      data: { retiredAt: new Date() },
    });
    if (count > 0) await audit(tx, { actor, action: "key.retired", subject: id });
  });
  forgetKeys();
}
