"use client";

import type { HistoryJob } from "@/lib/history/job";
import type { Formats } from "../format/formats";
import { Button } from "../ui/button";
import { Progress } from "../ui/progress";
import { HistoryResult } from "./history-result";
import { isUnderWay } from "./use-history-job";

interface Props {
  job: HistoryJob;
  formats: Formats;
  stop: () => Promise<void>;
}

/** How far the job is, or what became of it. */
export function HistoryStatus({ job, formats, stop }: Props) {
  if (!isUnderWay(job)) return <HistoryResult {...{ job, formats }} />;
  const { bytes, kind, state, file, message } = job;
  const share = bytes && bytes.of > 0 ? Math.min(100, (100 * bytes.done) / bytes.of) : null;
  const verb = state === "receiving" ? "Receiving" : kind === "rehearsal" ? "Looking through" : "Storing";
  const title = kind === "backfill" ? "Reading Mindstamp’s API" : `${verb} ${file}`;
  return (
    <div className="grid gap-3 rounded bg-sunken p-4">
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 truncate font-medium">{title}</p>
        <Button size="sm" onClick={() => void stop()}>
          Stop
        </Button>
      </div>
      {share !== null && <Progress label={title} percent={share} />}
      <p className="text-muted text-sm tabular-nums">
        {share !== null && `${formats.wholePercent(share)}. `}
        {state === "receiving" ? "Stay on Viewledger’s pages until the file is here." : <Pace {...{ job, formats }} />}
      </p>
      {message && <p className="text-sm">{message}</p>}
    </div>
  );
}

function Pace({ job: { counts, ranSince, heardAt, kind, at }, formats }: Omit<Props, "stop">) {
  const records = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const seconds = ranSince === null ? 0 : (heardAt - ranSince) / 1_000;
  const rate = seconds >= 1 ? `, ${formats.exact(Math.round(records / seconds))} a second` : "";
  return `${formats.exact(records)} records${rate}; ${kind === "backfill" ? "offset" : "line"} ${formats.exact(at)}. It goes on without this page.`;
}
