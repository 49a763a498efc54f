import type { ReactNode } from "react";
import type { DeliveryLinks } from "@/lib/reports/deliveries-filters";
import type { DeliveryReport } from "@/lib/reports/delivery";
import type { Formats } from "../format/formats";
import { Card } from "../ui/card";
import { Link } from "../ui/link";
import { OutcomeDot } from "./outcome";
import { FLAG_WORDS, kindWord, OUTCOME_MEANINGS, OUTCOME_WORDS, reasonWords, SOURCE_WORDS, STATE_WORDS } from "./words";

interface Props {
  report: DeliveryReport;
  links: DeliveryLinks;
  formats: Formats;
  /** What can be done with it */
  children: ReactNode;
}

/** What became of a delivery, and all that is known of it but its body. */
export function DeliveryCard({ report, links, formats, children }: Props) {
  const { row, updatedAt, dismissedAt, origin, flags } = report;
  const quarantined = row.outcome === "quarantined";
  const moment = (iso: string) => (
    <time dateTime={iso} title={iso}>
      {formats.day(iso)}, {formats.time(iso)}
    </time>
  );
  const facts: [word: string, value: ReactNode][] = [
    ["Arrived", moment(row.receivedAt)],
    ["By", SOURCE_WORDS[row.source as keyof typeof SOURCE_WORDS] ?? row.source],
    ["From", origin && <span className="wrap-anywhere">{origin}</span>],
    ["Key", row.keyId && <FactLink href={links.to({ key: row.keyId })}>{row.key ?? "a key of the past"}</FactLink>],
    ["View", row.viewId && <code className="wrap-anywhere font-mono text-xs">{row.viewId}</code>],
    [
      "Video",
      row.videoId && (
        <FactLink href={links.to({ video: row.videoId })}>
          {row.videoTitle ?? `Video ${row.videoId.slice(0, 8)}`}
        </FactLink>
      ),
    ],
    ["Updated", updatedAt && moment(updatedAt)],
    ["Size", `${formats.exact(row.bytes)} bytes`],
    ["Records", row.records > 1 && formats.exact(row.records)],
    [
      "Replayed",
      row.replayedAt && row.replayOutcome && (
        <>
          {moment(row.replayedAt)}: {OUTCOME_WORDS[row.replayOutcome].toLowerCase()}
        </>
      ),
    ],
    ["Dismissed", row.state === "dismissed" && dismissedAt && moment(dismissedAt)],
  ];
  return (
    <Card className="grid content-start gap-4 p-4">
      <div>
        <p className="flex items-center gap-2 text-muted text-sm">
          <OutcomeDot outcome={row.outcome} />
          {OUTCOME_WORDS[row.outcome]}
          {row.state && ` · ${STATE_WORDS[row.state].toLowerCase()}`}
        </p>
        <h2 className="mt-1 font-semibold text-lg">
          {quarantined
            ? kindWord({ reason: row.reason ?? "unreadable", path: row.path })
            : OUTCOME_MEANINGS[row.outcome]}
        </h2>
        {quarantined && <p className="mt-1 text-muted">{reasonWords(row.reason ?? "unreadable").why}</p>}
        {flags.length > 0 && (
          <p className="mt-1 text-muted">
            <b className="font-medium text-warn">
              {FLAG_WORDS.title}: {flags.join(", ")}.
            </b>{" "}
            {FLAG_WORDS.why}
          </p>
        )}
      </div>
      {children}
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 border-t pt-4 text-sm">
        {facts
          .filter(([, value]) => value)
          .map(([word, value]) => (
            <div key={word} className="contents">
              <dt className="text-faint">{word}</dt>
              <dd className="min-w-0 tabular-nums">{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

function FactLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {children}
    </Link>
  );
}
