import type { ReactNode } from "react";
import type { DeliveriesReport } from "@/lib/reports/deliveries";
import { Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { spanWord } from "./words";

interface Props {
  report: DeliveriesReport;
  definitions: Record<"last" | "count" | "waiting" | "lag" | "refused", string>;
  formats: Formats;
}

/** Is it still working? The answer in five figures. */
export function StatusStrip({ report: { quiet, course, waiting }, definitions, formats }: Props) {
  const { outcomes, p50, p95, refused, turnedAway } = course.total;
  const count = outcomes.applied + outcomes.duplicate + outcomes.stale + outcomes.quarantined;
  const waits = waiting.reduce((total, kind) => total + kind.count, 0);
  return (
    <section aria-label="State of the webhook" className="overflow-hidden rounded border bg-line">
      <dl className="grid grid-cols-2 gap-px lg:grid-cols-5">
        <Figure
          name="last"
          word="Last delivery"
          definition={definitions.last}
          alarm={quiet?.stopped ? "bad" : null}
          note={
            quiet &&
            (quiet.stopped
              ? `Stopped? Quiet for longer than ${spanWord(quiet.limitMs, formats)}`
              : quiet.usualMs === null
                ? formats.moment(quiet.lastAt)
                : `usually within ${spanWord(quiet.usualMs, formats)}`)
          }
        >
          {quiet === null ? (
            <Unknown reason="The webhook has delivered nothing yet" />
          ) : (
            <time dateTime={quiet.lastAt} title={quiet.lastAt}>
              {spanWord(quiet.quietMs, formats)} ago
            </time>
          )}
        </Figure>
        <Figure
          name="count"
          word="Deliveries"
          definition={definitions.count}
          note={count > 0 && `${formats.short(outcomes.applied)} applied`}
        >
          <span title={formats.exact(count)}>{formats.short(count)}</span>
        </Figure>
        <Figure
          name="waiting"
          word="In quarantine"
          definition={definitions.waiting}
          alarm={waits > 0 ? "warn" : null}
          note={
            waits > 0 && (
              <Link href="/deliveries/quarantine" className="underline underline-offset-2">
                {waiting.length === 1 ? "See why" : `For ${waiting.length} reasons`}
              </Link>
            )
          }
        >
          {formats.short(waits)}
        </Figure>
        <Figure
          name="lag"
          word="Delay"
          definition={definitions.lag}
          note={p95 !== null && `95% within ${spanWord(p95, formats)}`}
        >
          {p50 === null ? (
            <Unknown reason="No applied view in this time told when it was updated" />
          ) : (
            spanWord(p50, formats)
          )}
        </Figure>
        <Figure
          name="refused"
          word="Refused"
          definition={definitions.refused}
          note={
            turnedAway > 0
              ? `${formats.short(turnedAway)} for other reasons than the key`
              : refused > 0 && "wrong key, or none"
          }
        >
          {formats.short(refused + turnedAway)}
        </Figure>
      </dl>
    </section>
  );
}

interface FigureProps {
  name: string;
  word: string;
  definition: string;
  alarm?: "warn" | "bad" | null;
  note: ReactNode;
  children: ReactNode;
}

const ALARMS = { warn: "text-warn", bad: "text-bad" } as const;

function Figure({ name, word, definition, alarm = null, note, children }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 pt-2.5 pb-3 max-lg:first:col-span-2">
      <dt className="flex items-center justify-between gap-1 text-muted text-sm">
        <span className="truncate">{word}</span>
        <Definition of={word}>{definition}</Definition>
      </dt>
      <dd
        data-figure={name}
        className={`font-semibold text-2xl tabular-nums tracking-tight ${alarm ? ALARMS[alarm] : ""}`}
      >
        {children}
      </dd>
      <dd className={`min-h-4 text-xs tabular-nums ${alarm ? `font-medium ${ALARMS[alarm]}` : "text-muted"}`}>
        {note}
      </dd>
    </div>
  );
}
