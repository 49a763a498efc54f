import type { MessagePort } from "node:worker_threads";
import { collectSoon } from "../heap";
import type { CodedDimension } from "../query/query";
import type { LaneAnswer, LaneAsk, LaneJob, ScanAsk } from "./lane";
import { findRows, narrowed } from "./narrow";
import { scanWithoutTotal } from "./scan";
import { type PostedView, record, type TableView } from "./view";

type Names = Partial<Record<string, (string | null)[]>>;

/** Answers what a store's thread asks of a lane. */
export function serveLane(port: MessagePort): void {
  const names: Names = {};
  port.on("message", ({ id, ...ask }: LaneJob) => {
    const told = (answer: LaneAnswer) => port.postMessage(answer);
    try {
      told({ id, answer: answerTo(ask as LaneAsk, names) });
    } catch (error) {
      told({ id, error: String(error) });
    }
    collectSoon();
  });
}

function answerTo(ask: LaneAsk, names: Names): unknown {
  switch (ask.type) {
    case "scan":
      return scanned(ask, names);
    case "narrow":
      return narrowed(withoutNames(ask.view), ask.scan, () => ask.rooms.shift() as Uint32Array);
    case "find":
      return findRows(withoutNames(ask.view), ask.scan, ask.stretch, ask.into);
  }
}

/** Who only looks for rows needs no names. */
function withoutNames(view: PostedView): TableView {
  const dimensions = Object.keys(view.dictionaries) as CodedDimension[];
  const dictionaries = record(dimensions, (dimension) => ({
    size: view.dictionaries[dimension]?.size ?? 1,
    text: () => null,
  }));
  return { ...view, dictionaries };
}

function scanned(job: ScanAsk, names: Names) {
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
