import type { MessagePort } from "node:worker_threads";
import type { CodedDimension, GroupAnswer, GroupQuery } from "../query/query";
import type { Terms } from "./scan";
import type { Scan } from "./select";
import type { ColumnTable } from "./table";
import { type PostedView, postable } from "./view";

/** What the store's thread asks of a lane … */
export type LaneAsk = ScanAsk | FindAsk | { type: "narrow"; view: PostedView; scan: Scan; rooms: Uint32Array[] };

export interface ScanAsk {
  type: "scan";
  view: PostedView;
  /** Another table than last time: names known so far mean nothing */
  renewed: boolean;
  /** Names that came since the last job, of the dimensions that the queries group by */
  names: { dimension: CodedDimension; from: number; values: (string | null)[] }[];
  scan: Scan;
  terms: Terms;
  queries: GroupQuery[];
}

interface FindAsk {
  type: "find";
  view: PostedView;
  scan: Scan;
  stretch: readonly [first: number, end: number];
  into: Uint32Array;
}

export type LaneJob = LaneAsk & { id: number };

/** … and what it answers. */
export type LaneAnswer = { id: number; answer: unknown } | { id: number; error: string };

interface Pending {
  answer: Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A thread that scans the store's columns, as the store's thread sees it. The table must not change until it has answered. */
export class Lane {
  #lastId = 0;
  #table: ColumnTable | null = null;
  readonly #named = new Map<CodedDimension, number>();
  readonly #pending = new Map<number, Pending>();
  #ended = false;

  constructor(
    readonly port: MessagePort,
    onEnd: (lane: Lane) => void,
  ) {
    port.on("message", (told: LaneAnswer) => {
      const pending = this.#pending.get(told.id);
      this.#pending.delete(told.id);
      if ("error" in told) pending?.reject(new Error(told.error));
      else pending?.resolve(told.answer);
    });
    port.on("close", () => {
      this.#ended = true;
      for (const { reject } of this.#pending.values()) reject(new Error("A scanning thread ended"));
      this.#pending.clear();
      onEnd(this);
    });
  }

  /** When nothing that was asked is without an answer. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#pending.values()].map(({ answer }) => answer));
  }

  /** Answers with totals left at 0. */
  async scan(table: ColumnTable, scan: Scan, terms: Terms, queries: GroupQuery[]): Promise<GroupAnswer[]> {
    if (queries.length === 0) return [];
    const renewed = this.#table !== table;
    if (renewed) this.#named.clear();
    this.#table = table;
    const names = this.#newNames(table, queries);
    const view = postable(table);
    return (await this.#ask({ type: "scan", view, renewed, names, scan, terms, queries })) as GroupAnswer[];
  }

  /** The scan with its rows found, in shared memory: one room for rows, one for people. */
  async narrow(table: ColumnTable, scan: Scan, rooms: Uint32Array[]): Promise<Scan> {
    return (await this.#ask({ type: "narrow", view: postable(table), scan, rooms })) as Scan;
  }

  /** Writes which rows of a stretch a scan means into shared memory, and says how many. */
  async find(
    table: ColumnTable,
    scan: Scan,
    stretch: readonly [first: number, end: number],
    into: Uint32Array,
  ): Promise<number> {
    return (await this.#ask({ type: "find", view: postable(table), scan, stretch, into })) as number;
  }

  #ask(ask: LaneAsk): Promise<unknown> {
    // What is posted to a closed port is lost without a word.
    if (this.#ended) return Promise.reject(new Error("A scanning thread ended"));
    const id = ++this.#lastId;
    const { promise: answer, resolve, reject } = withResolvers();
    this.#pending.set(id, { answer, resolve, reject });
    this.port.postMessage({ ...ask, id } satisfies LaneJob);
    return answer;
  }

  #newNames(table: ColumnTable, queries: GroupQuery[]): ScanAsk["names"] {
    const dimensions = new Set(queries.flatMap((query) => query.by));
    return [...dimensions].flatMap((name) => {
      const dimension = name as CodedDimension;
      const values = dimension === "viewer" ? undefined : table.values[dimension]?.values;
      // Times and numbers have no names, nor has a variable that is not kept; viewers are for the store's own thread.
      if (values === undefined) return [];
      const from = this.#named.get(dimension) ?? 0;
      this.#named.set(dimension, values.length);
      return values.length > from ? [{ dimension, from, values: values.slice(from) }] : [];
    });
  }
}

function withResolvers() {
  let [resolve, reject]: [Pending["resolve"], Pending["reject"]] = [() => undefined, () => undefined];
  const promise = new Promise<unknown>((onAnswer, onError) => {
    [resolve, reject] = [onAnswer, onError];
  });
  return { promise, resolve, reject };
}
