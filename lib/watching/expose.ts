import { timingSafeEqual } from "node:crypto";
import { env } from "../env";
import { digestOf } from "../ingest/verify-key";
import { Problem } from "../problem";
import { metrics } from "./metrics";

/**
 * The metrics of this process as Prometheus reads them. Throws a Problem: 404 while no METRICS_TOKEN is set, as if there
 * were nothing here, and 401 without it in `Authorization: Bearer`.
 */
export async function exposedMetrics(authorization: string | null): Promise<{ text: string; type: string }> {
  const { METRICS_TOKEN: token } = env();
  if (token === undefined) throw new Problem(404, "There is nothing at this address.");
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  if (!timingSafeEqual(digestOf(given), digestOf(token)))
    throw new Problem(401, "The token of METRICS_TOKEN is needed.", {
      headers: { "WWW-Authenticate": 'Bearer realm="metrics"' },
    });
  const { registry } = metrics();
  return { text: await registry.metrics(), type: registry.contentType };
}
