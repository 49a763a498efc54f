import { type MessagePort, workerData } from "node:worker_threads";
import type { CodedDimension } from "../query/query";
import type { LaneAnswer, LaneJob } from "./lane";
import { scanWithoutTotal } from "./scan";
import { record } from "./view";

/** A thread that scans for the store's thread, in the same memory. */
const { port } = workerData as { port: MessagePort };
const names: Partial<Record<string, (string | null)[]>> = {};

port.on("message", (job: LaneJob) => {
  const told = (answer: LaneAnswer) => port.postMessage(answer);
  try {
    told({ id: job.id, answers: scanned(job) });
  } catch (error) {
    told({ id: job.id, error: String(error) });
  }
});

function scanned(job: LaneJob) {
  if (job.renewed) for (const name of Object.keys(names)) delete names[name];
  for (const { dimension, from, values } of job.names) {
    names[dimension] ??= [];
    for (const [i, value] of values.entries()) names[dimension][from + i] = value;
  }
  const dimensions = Object.keys(job.view.dictionaries) as CodedDimension[];
  const dictionaries = record(dimensions, (dimension) => ({
    size: job.view.dictionaries[dimension]?.size ?? 1,
    text: (code: number) => names[dimension]?.[code] ?? null,
  }));
  return scanWithoutTotal({ ...job.view, dictionaries }, job.scan, job.terms, job.queries);
}
