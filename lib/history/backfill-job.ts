import { env } from "../env";
import { mindstampApi } from "../mindstamp/api";
import { Problem } from "../problem";
import { backfill } from "./backfill";
import { claimJob, type HistoryJob, progress, runJob } from "./job";

/** Whether there is a token to read the sender's API with. */
export function canBackfill(): boolean {
  return env().MINDSTAMP_API_TOKEN !== undefined;
}

/** Begins to read the sender's API. Throws a Problem without a token, or while another job is under way. */
export async function startBackfill(): Promise<HistoryJob> {
  const { MINDSTAMP_API_TOKEN: token, MINDSTAMP_API_URL: url } = env();
  if (token === undefined) throw new Problem(400, "Start Viewledger with MINDSTAMP_API_TOKEN to read Mindstamp’s API.");
  const { job, signal } = await claimJob({ kind: "backfill", file: null, state: "running", bytes: null });
  const onPause = (why: string, ms: number) => {
    job.message = `Waiting ${Math.ceil(ms / 1_000)} s: ${why}`;
  };
  runJob(job, async () => {
    const { stopped } = await backfill({
      api: mindstampApi({ url, token, signal, onPause }),
      signal,
      onProgress({ counts, offset }) {
        Object.assign(job, { counts, at: offset, message: null });
        void progress(job);
      },
    });
    job.state = stopped ? "stopped" : "done";
    job.message = null;
  });
  return job;
}
