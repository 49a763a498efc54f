import type { SentNotice } from "@/lib/notices/outbox";
import type { Formats } from "../format/formats";

const CHANNELS = { email: "E-mail", webhook: "Webhook" } as const;
const STATES = { sent: "Sent", waiting: "Tried again soon", failed: "Given up" } as const;

/** What was told lately, newest first. */
export function NoticeList({ notices, formats }: { notices: SentNotice[]; formats: Formats }) {
  if (notices.length === 0) return <p className="text-muted text-sm">Nothing had to be told so far.</p>;
  return (
    <ul className="-my-2 divide-y">
      {notices.map(({ id, subject, channel, createdAt, state, error }) => (
        <li key={id} className="py-2.5">
          <p className="wrap-anywhere text-sm">{subject}</p>
          <p className="flex flex-wrap gap-x-3 text-muted text-xs tabular-nums">
            <time dateTime={createdAt}>{formats.moment(createdAt)}</time>
            <span>{CHANNELS[channel]}</span>
            <span className={state === "sent" ? undefined : "font-medium text-warn"}>{STATES[state]}</span>
            {state !== "sent" && error && <span className="wrap-anywhere">{error}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
