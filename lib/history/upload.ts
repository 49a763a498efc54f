import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setImmediate as turn } from "node:timers/promises";
import { env } from "../env";
import { Problem } from "../problem";
import { whileRequestsMayTakeLong } from "../shutdown";
import { importFile } from "./import-file";
import { claimJob, fail, type HistoryJob, note, progress, runJob } from "./job";
import { rehearsal } from "./rehearsal";
import { storing } from "./store";

/** Smaller than the importer's of its own process: between two of them the server answers others. */
const CHUNK_RECORDS = 200;
/** A sender from whom nothing comes for so long is gone. */
const SILENT_MS = 60_000;

const folder = () => path.join(env().DATA_DIR, "uploads");

export interface Upload {
  body: ReadableStream<Uint8Array> | null;
  /** As the browser calls the file */
  name: string;
  /** Bytes, where the request says so */
  size: number | null;
  dryRun: boolean;
}

/**
 * Takes a file of views into DATA_DIR as it comes, and then stores its records: from then on nobody need wait for it.
 * Throws a Problem when another job is under way, or the file did not come whole.
 */
export async function takeUpload({ body, name, size, dryRun }: Upload): Promise<HistoryJob> {
  const { job, signal } = await claimJob({
    kind: dryRun ? "rehearsal" : "import",
    file: path.basename(name.replaceAll("\\", "/")).slice(0, 120) || "views",
    state: "receiving",
    bytes: { done: 0, of: size ?? 0 },
  });
  const file = path.join(folder(), job.id);
  try {
    // One job at a time: what lies there is left over from one that was cut off.
    await rm(folder(), { recursive: true, force: true });
    await mkdir(folder(), { recursive: true, mode: 0o700 });
    const bytes = await whileRequestsMayTakeLong(() => receive(body, file, job, signal));
    job.bytes = { done: 0, of: bytes };
  } catch (error) {
    await rm(file, { force: true });
    const problem = signal.aborted ? new Problem(409, "The upload was stopped.") : asProblem(error);
    fail(job, problem);
    if (signal.aborted) Object.assign(job, { state: "stopped", message: null });
    await note(job);
    throw problem;
  }
  runJob(job, () => store(job, file, signal));
  return job;
}

async function receive(
  body: ReadableStream<Uint8Array> | null,
  file: string,
  job: HistoryJob,
  signal: AbortSignal,
): Promise<number> {
  const most = env().IMPORT_MAX_MB * 1_048_576;
  let bytes = 0;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENT_MS);
  try {
    await pipeline(
      async function* () {
        for await (const chunk of body ?? []) {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), SILENT_MS);
          bytes += chunk.length;
          if (bytes > most)
            throw new Problem(413, `The file is larger than IMPORT_MAX_MB=${env().IMPORT_MAX_MB} allows.`);
          if (job.bytes) job.bytes.done = bytes;
          void progress(job);
          yield chunk;
        }
      },
      createWriteStream(file, { mode: 0o600 }),
      { signal: AbortSignal.any([signal, silence.signal]) },
    );
  } finally {
    clearTimeout(timer);
  }
  if (bytes === 0) throw new Problem(400, "The file is empty.");
  return bytes;
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new Problem(503, "The server’s disk is full: free some space in DATA_DIR and upload the file again.");
  if (code === "EACCES" || code === "EROFS")
    return new Problem(503, "The server cannot write to DATA_DIR: see to its rights and upload the file again.");
  return new Problem(400, "The file did not arrive whole. Upload it again.");
}

async function store(job: HistoryJob, file: string, signal: AbortSignal): Promise<void> {
  const sink = job.kind === "rehearsal" ? await rehearsal() : storing;
  try {
    const imported = await importFile(counted(file, job), {
      file: job.file ?? "",
      sink: {
        async take(items) {
          await turn();
          return sink.take(items);
        },
        close: sink.close,
      },
      signal,
      chunkRecords: CHUNK_RECORDS,
      onProgress({ counts, line, unreadable }) {
        Object.assign(job, { counts, at: line, unreadable });
        void progress(job);
      },
    });
    const { damage, broken, stopped } = imported;
    job.state = stopped ? "stopped" : damage === null ? "done" : "failed";
    job.message = damage ?? (broken > 0 ? "Mend the broken lines and bring the file in again." : null);
    Object.assign(job, { counts: imported.counts, at: imported.line, unreadable: imported.unreadable });
  } finally {
    await sink.close();
    await rm(file, { force: true });
  }
}

async function* counted(file: string, job: HistoryJob) {
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (job.bytes) job.bytes.done += chunk.length;
    yield chunk;
  }
}
