import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { db } from "../db";
import { env } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../process";

/** Other instances' changes to the keys are seen after this long. */
const FRESH_MS = 1_000;
const LAST_USED_STEP_MS = 60_000;
const MIN_KEY_LENGTH = 8;

export interface WebhookKeyInfo {
  id: string;
  label: string;
  ending: string;
  createdAt: Date;
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

async function acceptedKeys(): Promise<Accepted[]> {
  const held = cache();
  if (Date.now() - held.at > FRESH_MS) {
    const rows = await db().read.webhookKey.findMany({ where: { retiredAt: null } });
    held.keys = [
      ...env().MINDSTAMP_WEBHOOK_KEYS.map((key, i) => ({ id: `env-${i + 1}`, digest: digestOf(key), expiresAt: null })),
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

/**
 * Adds a key pasted from Mindstamp, or makes one of 256 bits. The key itself is returned this once and never stored.
 * Throws an Error with a sentence for the user when the pasted key is too short or known already.
 */
export async function createWebhookKey(options: {
  label: string;
  key?: string;
  expiresAt?: Date;
}): Promise<{ id: string; key: string }> {
  const key = options.key?.trim() || randomBytes(32).toString("base64url");
  if (key.length < MIN_KEY_LENGTH) throw new Error(`A webhook key has at least ${MIN_KEY_LENGTH} characters.`);
  if (/[\s,]/.test(key)) throw new Error("A webhook key has no blanks and no commas.");
  const digest = digestOf(key).toString("hex");
  if (await db().read.webhookKey.findUnique({ where: { digest } })) throw new Error("This key is in the list already.");
  const id = randomUUID();
  const data = {
    id,
    label: options.label.trim() || "Mindstamp",
    digest,
    ending: key.slice(-4),
    expiresAt: options.expiresAt ?? null,
  };
  await db().write((tx) => tx.webhookKey.create({ data }));
  cache().at = 0;
  return { id, key };
}

/** Newest first, without digests. */
export function listWebhookKeys(): Promise<WebhookKeyInfo[]> {
  return db().read.webhookKey.findMany({ omit: { digest: true }, orderBy: { createdAt: "desc" } });
}

/** From now on the key is refused. */
export async function retireWebhookKey(id: string): Promise<void> {
  await db().write((tx) =>
    tx.webhookKey.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: new Date() } }),
  );
  cache().at = 0;
}
