import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { db } from "../db";
import { env } from "../env";
import { log } from "../log";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";

/** Other instances' changes to the keys are seen after this long. */
const FRESH_MS = 1_000;
const LAST_USED_STEP_MS = 60_000;
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

interface Accepted {
  id: string;
  digest: Buffer;
  expiresAt: number | null;
}

interface Cache {
  at: number;
  keys: Accepted[];
  lastUsed: Map<string, number>;
}

const cache = () => oncePerProcess<Cache>("ingest.keys", () => ({ at: 0, keys: [], lastUsed: new Map() }));
const digestOf = (key: string) => createHash("sha256").update(key).digest();

/** Named by what they are, not by their place in the list: the ledger remembers the names. */
function environmentKeys(): { id: string; digest: Buffer; ending: string }[] {
  return env().MINDSTAMP_WEBHOOK_KEYS.map((key) => {
    const digest = digestOf(key);
    return { id: `env-${digest.toString("hex").slice(0, 8)}`, digest, ending: key.slice(-4) };
  });
}

async function acceptedKeys(): Promise<Accepted[]> {
  const held = cache();
  if (Date.now() - held.at > FRESH_MS) {
    const rows = await db().read.webhookKey.findMany({ where: { retiredAt: null } });
    held.keys = [
      ...environmentKeys().map(({ id, digest }) => ({ id, digest, expiresAt: null })),
      ...rows.map((row) => ({
        id: row.id,
        digest: Buffer.from(row.digest, "hex"),
        expiresAt: row.expiresAt?.getTime() ?? null,
      })),
    ];
    held.at = Date.now();
  }
  return held.keys.filter((key) => key.expiresAt === null || key.expiresAt > Date.now());
}

/**
 * Which key a delivery's X-KEY header is, or null; `configured` is false while there is none at all. Digests are
 * compared, all of them and in constant time, so that neither length nor place of a key shows.
 */
export async function verifyWebhookKey(header: string | null): Promise<{ keyId: string | null; configured: boolean }> {
  const keys = await acceptedKeys();
  const given = digestOf(header ?? "");
  let keyId: string | null = null;
  for (const key of keys) if (timingSafeEqual(key.digest, given)) keyId = key.id;
  if (header === null || header === "") keyId = null;
  if (keyId !== null) noteUse(keyId);
  return { keyId, configured: keys.length > 0 };
}

function noteUse(id: string): void {
  const { lastUsed } = cache();
  const now = Date.now();
  if (id.startsWith("env-") || now - (lastUsed.get(id) ?? 0) < LAST_USED_STEP_MS) return;
  lastUsed.set(id, now);
  db()
    .write((tx) => tx.webhookKey.updateMany({ where: { id }, data: { lastUsedAt: new Date(now) } }))
    .catch((error) => log().warn({ error: String(error) }, "a webhook key's last use was not noted"));
}

interface NewKey {
  label: string;
  /** Pasted from Mindstamp; absent or blank: one of 256 bits is made */
  key?: string;
  expiresAt?: Date;
}

/**
 * Adds a key. The key itself is returned this once and never stored. Throws a Problem with a sentence for the user when
 * the pasted one is too short or known already.
 */
export async function createWebhookKey(options: NewKey): Promise<{ id: string; key: string }> {
  const made = await checkedKey(options);
  await db().write((tx) => tx.webhookKey.create({ data: made.data }));
  cache().at = 0;
  return { id: made.data.id, key: made.key };
}

/**
 * Makes a key that follows another one, which stays valid for some days: time to enter the new one at the sender, with no
 * delivery refused meanwhile.
 */
export async function rotateWebhookKey(
  id: string,
  days: number,
  now = new Date(),
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
  });
  cache().at = 0;
  return { id: made.data.id, key: made.key, oldExpiresAt };
}

async function checkedKey(options: NewKey) {
  const key = options.key?.trim() || randomBytes(32).toString("base64url");
  if (key.length < MIN_KEY_LENGTH) throw new Problem(400, `A webhook key has at least ${MIN_KEY_LENGTH} characters.`);
  if (/[\s,]/.test(key)) throw new Problem(400, "A webhook key has no blanks and no commas.");
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
      label: "MINDSTAMP_WEBHOOK_KEY",
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
export async function retireWebhookKey(id: string): Promise<void> {
  await db().write((tx) =>
    tx.webhookKey.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: new Date() } }),
  );
  cache().at = 0;
}
