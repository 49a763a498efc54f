"use client";

import { useRef, useState } from "react";
import type { HistoryJob } from "@/lib/history/job";
import { formats as formatsOf } from "../format/formats";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { HistoryStatus } from "./history-status";
import { sendFile } from "./history-upload";
import { isUnderWay, useHistoryJob } from "./use-history-job";

interface Props {
  job: HistoryJob | null;
  /** Whether there is a token for the sender's API */
  canBackfill: boolean;
  /** Returns why it was not begun, or null */
  begin: () => Promise<string | null>;
  stop: () => Promise<void>;
  locale: string;
  zone: string;
}

/** Views from files, or from the sender's API; one at a time, and how far it is. */
export function HistoryPanel({ job: first, canBackfill, begin, stop, locale, zone }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(false);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { job, renew } = useHistoryJob(first, sending);
  const busy = sending || isUnderWay(job);

  const during = async (work: Promise<string | null>) => {
    setSending(true);
    setError(null);
    setError(await work);
    await renew();
    setSending(false);
  };
  const send = (dryRun: boolean) => {
    const file = input.current?.files?.[0];
    if (file) void during(sendFile(file, dryRun));
  };
  return (
    <div className="grid gap-5">
      <div className="grid gap-3">
        <Field
          ref={input}
          type="file"
          label="From a file"
          accept=".json,.ndjson,.jsonl,.csv,.gz,.txt"
          hint="JSON, one JSON record a line, or CSV whose header names the fields; also as .gz, and of any size."
          onChange={(event) => setChosen((event.target.files?.length ?? 0) > 0)}
          className="[&_input]:h-auto [&_input]:py-1.5 [&_input]:text-sm [&_input]:file:mr-3 [&_input]:file:rounded [&_input]:file:bg-sunken [&_input]:file:px-2.5 [&_input]:file:py-1 [&_input]:file:font-medium"
        />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={busy || !chosen} onClick={() => send(false)}>
            Bring it in
          </Button>
          <Button disabled={busy || !chosen} onClick={() => send(true)}>
            Only look through it
          </Button>
        </div>
      </div>
      <div className="grid gap-3 border-t pt-5">
        <p className="font-medium text-sm">From Mindstamp’s API</p>
        {canBackfill ? (
          <>
            <p className="-mt-2 text-muted text-sm">
              Every view it has, how long the videos are, and the viewers’ names. Stopped or cut off, it goes on where
              it was.
            </p>
            <div>
              <Button disabled={busy} onClick={() => void during(begin())}>
                Read everything it has
              </Button>
            </div>
          </>
        ) : (
          <p className="-mt-2 text-muted text-sm">
            Start Viewledger with <code className="font-mono">MINDSTAMP_API_TOKEN</code>, made in Mindstamp’s account
            settings, to read views, durations and names from there.
          </p>
        )}
      </div>
      {error && <Notice tone="danger">{error}</Notice>}
      {job && !(error && !isUnderWay(job)) && <HistoryStatus job={job} formats={formatsOf(locale, zone)} stop={stop} />}
    </div>
  );
}
