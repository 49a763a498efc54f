import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { AttentionMark } from "@/components/shell/attention-mark";
import { DeliveryBanner } from "@/components/shell/delivery-banner";
import { deliveryAlarms } from "@/lib/reports/delivery-alarms";
import { settings } from "@/lib/settings";

/** The banner above every page; nothing while all is well. */
export async function DeliveryState() {
  const [alarms, { reportingZone }, request] = await Promise.all([deliveryAlarms(), settings(), headers()]);
  return <DeliveryBanner alarms={alarms} formats={formats(localeOf(request.get("accept-language")), reportingZone)} />;
}

/** The mark beside Deliveries in the navigation. */
export async function DeliveryMark() {
  const { stopped, waiting, refused } = await deliveryAlarms();
  if (stopped) return <AttentionMark tone="bad" />;
  return waiting.length > 0 || refused ? <AttentionMark tone="warn" /> : null;
}
