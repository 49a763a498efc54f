import type { DeliveryAlarms } from "@/lib/reports/delivery-alarms";
import { kindWord, spanWord } from "../deliveries/words";
import type { Formats } from "../format/formats";
import { NoticeLine } from "./notice-line";

interface Props {
  alarms: DeliveryAlarms;
  formats: Formats;
}

const MOST_KINDS = 3;

/** Above every page, while the webhook needs somebody: what is wrong, and where to mend it. */
export function DeliveryBanner({ alarms: { stopped, waiting, refused }, formats }: Props) {
  return (
    <>
      {stopped && (
        <NoticeLine tone="bad" href="/deliveries" link="Deliveries">
          <b>Deliveries seem to have stopped.</b> The last one came {spanWord(stopped.quietMs, formats)} ago, on{" "}
          {formats.moment(stopped.lastAt)}.
        </NoticeLine>
      )}
      {refused && (
        <NoticeLine tone="warn" href="/settings#webhook" link="Webhook keys">
          <b>{formats.exact(refused.count)} requests with a wrong webhook key were refused in the last 24 hours.</b>{" "}
          <span className="max-sm:hidden">If they are Mindstamp’s, its key is not in Settings.</span>
        </NoticeLine>
      )}
      {waiting.length > 0 && (
        <NoticeLine tone="warn" href="/deliveries/quarantine" link="Quarantine">
          <b>{waits(waiting, formats)} in quarantine:</b> {kindsWord(waiting, formats)}.
        </NoticeLine>
      )}
    </>
  );
}

function waits(waiting: DeliveryAlarms["waiting"], formats: Formats): string {
  const count = waiting.reduce((total, kind) => total + kind.count, 0);
  return count === 1 ? "1 delivery waits" : `${formats.exact(count)} deliveries wait`;
}

function kindsWord(waiting: DeliveryAlarms["waiting"], formats: Formats): string {
  const named = waiting.slice(0, MOST_KINDS).map((kind) => `${kindWord(kind)} (${formats.exact(kind.count)})`);
  const more = waiting.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more ${more === 1 ? "kind" : "kinds"}` : named.join(", ");
}
