import { headers } from "next/headers";
import { FAILED_PARTS } from "@/components/failures/parts";
import { FAILURE_WORDS } from "@/components/failures/words";
import { formats, localeOf } from "@/components/format/formats";
import { AttentionMark } from "@/components/shell/attention-mark";
import { DeliveryBanner } from "@/components/shell/delivery-banner";
import { NoticeLine } from "@/components/shell/notice-line";
import { failureOf } from "@/lib/failure";
import { deliveryAlarms } from "@/lib/reports/delivery-alarms";
import { settings } from "@/lib/settings";

/** The banner above every page; nothing while all is well. A page does not fail with it. */
export async function DeliveryState() {
  try {
    const [alarms, { reportingZone }, request] = await Promise.all([deliveryAlarms(), settings(), headers()]);
    const locale = localeOf(request.get("accept-language"));
    return <DeliveryBanner alarms={alarms} formats={formats(locale, reportingZone)} />;
  } catch (error) {
    const { reference } = await failureOf(error);
    return (
      <NoticeLine tone="warn">
        <b>{FAILED_PARTS.deliveries}</b> {FAILURE_WORDS.database} {FAILURE_WORDS.log}, under{" "}
        <code className="font-mono">{reference}</code>.
      </NoticeLine>
    );
  }
}

/** The mark beside Deliveries in the navigation; the banner says where it cannot be told. */
export async function DeliveryMark() {
  const alarms = await deliveryAlarms().catch(() => null);
  if (alarms === null) return null;
  if (alarms.stopped) return <AttentionMark tone="bad" />;
  return alarms.waiting.length > 0 || alarms.refused ? <AttentionMark tone="warn" /> : null;
}
