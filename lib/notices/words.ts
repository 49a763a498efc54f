import type { DeliveryAlarms } from "../reports/delivery-alarms";
import type { ConditionName } from "./config";
import type { Told } from "./outbox";

const HOUR_MS = 3_600_000;
const whole = new Intl.NumberFormat("en");
const counted = (count: number, one: string, many: string) => `${whole.format(count)} ${count === 1 ? one : many}`;

/** 26 Nov 2026, 01:18 UTC */
const moment = (iso: string) =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso))} UTC`;

/** What a condition means and where to mend it. Names nobody, and quotes nothing that was sent. */
export function conditionText(name: ConditionName, alarms: DeliveryAlarms, origin: string): Told {
  if (name === "stopped") {
    const { lastAt = new Date(0).toISOString(), quietMs = 0 } = alarms.stopped ?? {};
    return {
      kind: "stopped",
      subject: "Deliveries from Mindstamp seem to have stopped",
      text: `The last one came ${counted(Math.round(quietMs / HOUR_MS), "hour", "hours")} ago, on ${moment(lastAt)}. That is longer than usual.\n\nCheck the webhook in Mindstamp's account settings, and that this server can be reached from outside:\n${origin}/deliveries`,
    };
  }
  if (name === "waiting") {
    const count = alarms.waiting.reduce((sum, kind) => sum + kind.count, 0);
    return {
      kind: "waiting",
      subject: `${counted(count, "delivery waits", "deliveries wait")} in quarantine`,
      text: `They could not be read as views and are kept whole: ${alarms.waiting
        .slice(0, 3)
        .map(({ reason, count }) => `${reason.replaceAll("_", " ")} (${whole.format(count)})`)
        .join(
          ", ",
        )}${alarms.waiting.length > 3 ? " and others" : ""}.\n\nSee what they are, then replay or dismiss them:\n${origin}/deliveries/quarantine`,
    };
  }
  return {
    kind: "refused",
    subject: "Requests with a wrong webhook key are refused",
    text: `${counted(alarms.refused?.count ?? 0, "request was", "requests were")} refused in the last 24 hours. If they are Mindstamp's, its key is not in Settings:\n${origin}/settings#webhook`,
  };
}

export function resumedText(origin: string): Told {
  return {
    kind: "resumed",
    subject: "Deliveries from Mindstamp are back",
    text: `A delivery has come again. If some were missed meanwhile, bring them in under Settings, History:\n${origin}/settings#history`,
  };
}

export function testText(origin: string): Told {
  return {
    kind: "test",
    subject: "A test from Viewledger",
    text: `Notices will come this way.\n${origin}/settings/notifications`,
  };
}
