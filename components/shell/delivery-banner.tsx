import clsx from "clsx";
import { CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { DeliveryAlarms } from "@/lib/reports/delivery-alarms";
import { kindWord, spanWord } from "../deliveries/words";
import type { Formats } from "../format/formats";

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
        <Line tone="bad" href="/deliveries" link="Deliveries">
          <b>Deliveries seem to have stopped.</b> The last one came {spanWord(stopped.quietMs, formats)} ago, on{" "}
          {formats.moment(stopped.lastAt)}.
        </Line>
      )}
      {refused && (
        <Line tone="warn" href="/settings#webhook" link="Webhook keys">
          <b>{formats.exact(refused.count)} requests with a wrong webhook key were refused in the last 24 hours.</b>{" "}
          <span className="max-sm:hidden">If they are Mindstamp’s, its key is not in Settings.</span>
        </Line>
      )}
      {waiting.length > 0 && (
        <Line tone="warn" href="/deliveries/quarantine" link="Quarantine">
          <b>{waits(waiting, formats)} in quarantine:</b> {kindsWord(waiting, formats)}.
        </Line>
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
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

interface LineProps {
  tone: "warn" | "bad";
  href: string;
  link: string;
  children: ReactNode;
}

function Line({ tone, href, link, children }: LineProps) {
  const Icon = tone === "bad" ? CircleAlert : TriangleAlert;
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={clsx(
        "flex items-start gap-2.5 border-b px-4 py-2 text-sm md:px-6 print:hidden",
        tone === "bad" ? "bg-bad-soft" : "bg-warn-soft",
      )}
    >
      <Icon aria-hidden size={16} className={clsx("mt-0.5 shrink-0", tone === "bad" ? "text-bad" : "text-warn")} />
      <p className="min-w-0 [&_b]:font-semibold">{children}</p>
      <Link
        href={href}
        prefetch={false}
        className="ml-auto shrink-0 font-medium underline underline-offset-2 hover:no-underline"
      >
        {link}
      </Link>
    </div>
  );
}
