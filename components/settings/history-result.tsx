import type { HistoryJob } from "@/lib/history/job";
import { kindWord } from "../deliveries/words";
import type { Formats } from "../format/formats";
import { Notice } from "../ui/notice";
import { ENDED_ADVICE, ENDED_WORDS, OUTCOME_WORDS } from "./history-words";

interface Props {
  job: HistoryJob;
  formats: Formats;
}

/** What became of the history that was brought in last. */
export function HistoryResult({ job, formats }: Props) {
  const { kind, file, message, counts, unreadable } = job;
  const state = job.state === "receiving" || job.state === "running" ? "interrupted" : job.state;
  const advice = [message, ENDED_ADVICE[state]?.[kind]].filter(Boolean);
  const tone = state === "failed" ? "danger" : state === "done" && !message && !counts.quarantined ? "good" : "warning";
  const title = `${kind === "backfill" ? "" : `${file} `}${ENDED_WORDS[state][kind]}`;
  const but = state === "done" && kind === "import" && counts.quarantined > 0;
  return (
    <Notice tone={tone} title={but ? `${title}, but for what could not be read.` : `${title}.`}>
      {advice.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Outcomes {...{ counts, formats }} />
      {unreadable.length > 0 && (
        <details className="mt-2 text-sm">
          <summary className="w-fit">
            {counts.quarantined > unreadable.length ? `The first ${unreadable.length} that` : "Which"} could not be read
          </summary>
          <ul className="mt-1 grid gap-0.5 tabular-nums">
            {unreadable.map(({ line, reason, path }) => (
              <li key={`${line} ${reason} ${path}`}>
                Line {formats.exact(line)}: {kindWord({ reason, path })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="mt-2 text-muted text-sm">{formats.moment(new Date(job.heardAt).toISOString())}</p>
    </Notice>
  );
}

function Outcomes({ counts, formats }: { counts: HistoryJob["counts"]; formats: Formats }) {
  const rows = (Object.keys(OUTCOME_WORDS) as (keyof typeof OUTCOME_WORDS)[]).filter((outcome) => counts[outcome] > 0);
  if (rows.length === 0) return null;
  return (
    <table className="mt-2 w-fit">
      <caption className="sr-only">What became of the records</caption>
      <tbody>
        {rows.map((outcome) => (
          <tr key={outcome}>
            <td className="pr-2.5 text-right font-medium tabular-nums">{formats.exact(counts[outcome])}</td>
            <th scope="row" className="text-left font-normal">
              {OUTCOME_WORDS[outcome]}
            </th>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
