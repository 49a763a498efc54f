import type { KeyView } from "@/components/settings/key-row";
import { stateOf, type WebhookKeyInfo } from "@/lib/ingest/keys";

/** A key as the page lists it. */
export function keyView(key: WebhookKeyInfo, now: Date): KeyView {
  const state = stateOf(key, now);
  return {
    id: key.id,
    label: key.label,
    ending: key.ending,
    fixed: key.from === "environment",
    past: state === "expired" || state === "retired",
    createdAt: key.createdAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    retiredAt: key.retiredAt?.toISOString() ?? null,
  };
}
