import type { MessagePort } from "node:worker_threads";
import type { CodedDimension, GroupAnswer, GroupQuery } from "../query/query";
import type { Terms } from "./scan";
import type { Scan } from "./select";
import type { ColumnTable } from "./table";
import { type PostedView, postable } from "./view";

/** What the store's thread asks of a lane … */
export interface LaneJob {
  id: number;
  view: PostedView;
  /** Another table than last time: names known so far mean nothing */
  renewed: boolean;
  /** Names that came since the last job, of the dimensions that the queries group by */
  names: { dimension: CodedDimension; from: number; values: (string | null)[] }[];
  scan: Scan;
  terms: Terms;
  queries: GroupQuery[];
}

/** … and what it answers. */
export type LaneAnswer = { id: number; answers: GroupAnswer[] } | { id: number; error: string };

interface Pending {
  resolve(answers: GroupAnswer[]): void;
  reject(error: Error): void;
}

/** A thread that scans the store's columns, as the store's thread sees it. */
export class Lane {
  #lastId = 0;
  #table: ColumnTable | null = null;
  readonly #named = new Map<CodedDimension, number>();
  readonly #pending = new Map<number, Pending>();

  constructor(
    readonly port: MessagePort,
    onEnd: (lane: Lane) => void,
  ) {
    port.on("message", (answer: LaneAnswer) => {
      const pending = this.#pending.get(answer.id);
      this.#pending.delete(answer.id);
      if ("error" in answer) pending?.reject(new Error(answer.error));
      else pending?.resolve(answer.answers);
    });
    port.on("close", () => {
      for (const { reject } of this.#pending.values()) reject(new Error("A scanning thread ended"));
      onEnd(this);
    });
  }

  /** Answers with totals left at 0. The table must not change meanwhile. */
  scan(table: ColumnTable, scan: Scan, terms: Terms, queries: GroupQuery[]): Promise<GroupAnswer[]> {
    if (queries.length === 0) return Promise.resolve([]);
    const renewed = this.#table !== table;
    if (renewed) this.#named.clear();
    this.#table = table;
    const id = ++this.#lastId;
    const names = this.#newNames(table, queries);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.port.postMessage({ id, view: postable(table), renewed, names, scan, terms, queries } satisfies LaneJob);
    });
  }

  #newNames(table: ColumnTable, queries: GroupQuery[]): LaneJob["names"] {
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
