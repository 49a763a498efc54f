import { headers } from "next/headers";
import { FirstRun } from "@/components/overview/first-run";
import { shownOrigin } from "@/lib/auth/request";
import { hasWebhookKey } from "@/lib/ingest/verify-key";
import { sampleCurl } from "@/lib/mindstamp/sample-curl";

/** The first run: how to connect Mindstamp with this very server. */
export async function Connect({ now, administrates }: { now: Date; administrates: boolean }) {
  const origin = shownOrigin(await headers());
  const webhookUrl = `${origin}/api/webhooks/views`;
  return (
    <div className="px-4 pt-4 md:px-6">
      <FirstRun
        webhookUrl={webhookUrl}
        unreachable={isLocal(new URL(origin).hostname)}
        hasKey={await hasWebhookKey()}
        curl={sampleCurl({ webhookUrl, now, id: crypto.randomUUID() })}
        keysHref={administrates ? "/settings" : null}
      />
    </div>
  );
}

/** Whether only this computer or its own network reaches a host. */
function isLocal(host: string): boolean {
  return (
    /^(localhost|.*\.(localhost|local|internal)|\[::1\]|0\.0\.0\.0)$/.test(host) ||
    /^(127|10)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)
  );
}
