import type { Job } from "./queued";

/** What one transaction takes, unless a single job is larger. */
const MAX_RECORDS = 2_000;
const MAX_BYTES = 8 * 1_048_576;
/** Fewer deliveries than these are read in less time than a commit takes: to part them would save nothing. */
const WORTH_PARTING = 12;

/** Of the deliveries at work. */
const A_PART = 2 / 3;

/**
 * How many jobs the next transaction takes. Where another process commits, it is a part of the deliveries at work: while these
 * commit, the others are read. Taken all together, nothing would be left to do meanwhile (decision 61).
 */
export function mostJobs(deliveriesAtWork: number, commitsElsewhere: boolean): number {
  const all = Number.POSITIVE_INFINITY;
  return commitsElsewhere && deliveriesAtWork > 0 ? Math.max(WORTH_PARTING, Math.ceil(deliveriesAtWork * A_PART)) : all;
}

export interface Batch {
  jobs: Job[];
  records: number;
  bytes: number;
}

/** Takes from the head of the queue what one transaction may hold: one job at least. */
export function takeBatch(waiting: Job[], mostJobs: number): Batch {
  let [count, records, bytes] = [0, 0, 0];
  for (const job of waiting) {
    const fits = count < mostJobs && records + job.items.length <= MAX_RECORDS && bytes + job.bytes <= MAX_BYTES;
    if (count > 0 && !fits) break;
    count++;
    records += job.items.length;
    bytes += job.bytes;
  }
  return { jobs: waiting.splice(0, count), records, bytes };
}
