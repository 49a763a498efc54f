import type { NoticeConfig } from "@/lib/notices/config";

/** Of what can be told, as the page says it. */
export function choicesOf({ stopped, waiting, refused, weekly }: NoticeConfig) {
  return [
    {
      name: "stopped",
      on: stopped,
      label: "Deliveries stop",
      hint: "Quiet for longer than a day, and five times as long as is usual. And when they are back.",
    },
    {
      name: "waiting",
      on: waiting,
      label: "Something waits in quarantine",
      hint: "A record could not be read as a view.",
    },
    {
      name: "refused",
      on: refused,
      label: "Requests with a wrong key",
      hint: "Ten or more in a day, which the right key has not followed.",
    },
    {
      name: "weekly",
      on: weekly,
      label: "The week’s figures",
      hint: "On Monday at 8:00 in the reporting zone, beside those of the week before.",
    },
  ];
}
