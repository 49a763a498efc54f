import { listWebhookKeys } from "../ingest/keys";
import { cached } from "./cached";

const FRESH_MS = 1_000;

/** What each webhook key is called, by id, those that are not accepted any more included. */
export function keyNames(): Promise<Map<string, string>> {
  return cached("deliveries.keys", FRESH_MS, async () => {
    const keys = await listWebhookKeys();
    return new Map(keys.map(({ id, label, ending }) => [id, `${label} …${ending}`]));
  });
}
