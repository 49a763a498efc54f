import type { DeliveryRow } from "@/lib/reports/deliveries-list";
import { kindWord, OUTCOME_COLOURS, OUTCOME_MEANINGS, OUTCOME_WORDS, STATE_WORDS } from "./words";

export function OutcomeDot({ outcome }: { outcome: DeliveryRow["outcome"] }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2 shrink-0 rounded-full"
      style={{ background: OUTCOME_COLOURS[outcome] }}
    />
  );
}

/** What became of a delivery; of a quarantined one also why, and how it stands. */
export function OutcomeWord({
  row,
}: {
  row: Pick<DeliveryRow, "outcome" | "reason" | "path" | "state" | "replayOutcome">;
}) {
  return (
    <span className="flex min-w-0 items-center gap-2" title={OUTCOME_MEANINGS[row.outcome]}>
      <OutcomeDot outcome={row.outcome} />
      {row.outcome === "quarantined" ? (
        <span className="min-w-0 truncate">
          {kindWord({ reason: row.reason ?? "unreadable", path: row.path })}
          {row.state && (
            <span className={row.state === "open" ? "font-medium text-warn" : "text-muted"}> · {stateWord(row)}</span>
          )}
        </span>
      ) : (
        OUTCOME_WORDS[row.outcome]
      )}
    </span>
  );
}

function stateWord({ state, replayOutcome }: Pick<DeliveryRow, "state" | "replayOutcome">): string {
  if (state === "replayed" && replayOutcome) return `replayed: ${OUTCOME_WORDS[replayOutcome].toLowerCase()}`;
  return state === null ? "" : STATE_WORDS[state].toLowerCase();
}
