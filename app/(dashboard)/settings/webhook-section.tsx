import { headers } from "next/headers";
import { formats } from "@/components/format/formats";
import { SettingsSection } from "@/components/settings/section";
import { WebhookKeys } from "@/components/settings/webhook-keys";
import { CopyField } from "@/components/ui/copy-field";
import { shownOrigin } from "@/lib/auth/request";
import { listWebhookKeys } from "@/lib/ingest/keys";
import { addKey, retireKey } from "./actions";
import { keyView } from "./key-view";

/** Where Mindstamp sends its views, and by which keys it is known. */
export async function WebhookSection({ locale, zone }: { locale: string; zone: string }) {
  const [keys, request] = await Promise.all([listWebhookKeys(), headers()]);
  const now = new Date();
  return (
    <SettingsSection
      id="webhook"
      title="Webhook"
      about={<p>Where Mindstamp sends its views, and the keys by which they are known to be Mindstamp’s.</p>}
    >
      <div className="mb-5 grid gap-1.5 border-b pb-5">
        <p className="font-medium text-sm">Webhook address, for Mindstamp’s view webhook</p>
        <CopyField value={`${shownOrigin(request)}/api/webhooks/views`} label="webhook address" />
      </div>
      <WebhookKeys
        keys={keys.map((key) => keyView(key, now))}
        action={addKey}
        retire={retireKey}
        today={formats(locale, zone).isoDay(now.toISOString())}
        {...{ locale, zone }}
      />
    </SettingsSection>
  );
}
