import { createHash, timingSafeEqual } from "node:crypto";
import { db } from "../db";
import { env } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../process";

/** Other instances' changes to the keys are seen after this long. */
const FRESH_MS = 500;
const LAST_USED_STEP_MS = 60_000;

interface Accepted {
  id: string;
  digest: Buffer;
  expiresAt: number | null;
}

interface Known {
  accepted: Accepted[];
  /** Also by a key that is accepted no more: its sender gets a 401, not word that the set-up is unfinished. */
  configured: boolean;
}

interface Cache {
  at: number;
  keys: Promise<Known> | null;
  lastUsed: Map<string, number>;
}

const cache = () => oncePerProcess<Cache>("ingest.keys", () => ({ at: 0, keys: null, lastUsed: new Map() }));

export const digestOf = (key: string | Buffer) => createHash("sha256").update(key).digest();

/** Named by what they are, not by their place in the list: the ledger remembers the names. */
export function environmentKeys(): { id: string; digest: Buffer; ending: string }[] {
  return env().MINDSTAMP_WEBHOOK_KEYS.map((key) => {
    const digest = digestOf(key);
    return { id: `env-${digest.toString("hex").slice(0, 8)}`, digest, ending: key.slice(-4) };
  });
}

async function load(): Promise<Known> {
  const rows = await db().read.webhookKey.findMany({
    select: { id: true, digest: true, expiresAt: true, retiredAt: true },
  });
  const fixed = environmentKeys().map(({ id, digest }) => ({ id, digest, expiresAt: null }));
  const stored = rows
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ id, digest, expiresAt }) => ({
      id,
      digest: Buffer.from(digest, "hex"),
      expiresAt: expiresAt?.getTime() ?? null,
    }));
  return { accepted: [...fixed, ...stored], configured: fixed.length + rows.length > 0 };
}

function known(): Promise<Known> {
  const held = cache();
  if (held.keys === null || Date.now() - held.at > FRESH_MS) {
    const loading = load();
    held.at = Date.now();
    held.keys = loading;
    // A failure is the caller's to see, and must not be remembered.
    loading.catch(() => {
      if (held.keys === loading) held.keys = null;
    });
  }
  return held.keys;
}

/** After a change of the keys: the next delivery sees it. */
export function forgetKeys(): void {
  cache().keys = null;
}

/**
 * Which key a delivery's X-KEY header is, or null; `configured` is false while there never was one. Digests are
 * compared, all of them and in constant time, so that neither length nor place of a key shows. Node reads a header's bytes
 * as Latin-1: a key beyond ASCII is taken in these bytes, if they are UTF-8, or as they read.
 */
export async function verifyWebhookKey(header: string | null): Promise<{ keyId: string | null; configured: boolean }> {
  const { accepted, configured } = await known();
  const given = [digestOf(header ?? ""), digestOf(Buffer.from(header ?? "", "latin1"))];
  const now = Date.now();
  let keyId: string | null = null;
  for (const { id, digest, expiresAt } of accepted) {
    const same = given.map((one) => timingSafeEqual(digest, one)).includes(true);
    if (same && (expiresAt === null || expiresAt > now)) keyId = id;
  }
  if (header === null || header === "") keyId = null;
  if (keyId !== null) noteUse(keyId);
  return { keyId, configured };
}

/** Whether there is a key with which a delivery would be taken. */
export async function hasWebhookKey(now = Date.now()): Promise<boolean> {
  return (await known()).accepted.some(({ expiresAt }) => expiresAt === null || expiresAt > now);
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
