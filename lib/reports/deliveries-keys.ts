import { listWebhookKeys } from "../ingest/keys";
import { cached } from "./cached";
import type { ReportContext } from "./context";

const FRESH_MS = 1_000;

/**
 * What each webhook key is called, by id, those that are not accepted any more included. How a key ends is for administrators:
 * others tell those of one name apart by number.
 */
export async function keyNames({ user }: Pick<ReportContext, "user">): Promise<Map<string, string>> {
  const keys = await cached("deliveries.keys", FRESH_MS, listWebhookKeys);
  if (user === null || user.role === "administrator")
    return new Map(keys.map(({ id, label, ending }) => [id, `${label} …${ending}`]));
  return new Map(
    keys.map(({ id, label }) => {
      const alike = keys.filter((one) => one.label === label);
      return [id, alike.length > 1 ? `${label} (${alike.length - alike.findIndex((one) => one.id === id)})` : label];
    }),
  );
}
