import { setImmediate as nextTurn } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import { answering } from "../db/answering";
import type { Connection } from "../db/dialect";
import { Mutex } from "../db/mutex";
import { Fault } from "../fault";
import { collectGarbage } from "../heap";
import type { Batch, BatchAnswer } from "../query/query";
import { Answers } from "./answers";
import { countViews, frequentVariables, type Position, readChanges, readPosition } from "./feed";
import { SnapshotKeeper } from "./keeper";
import { Lane } from "./lane";
import { Rest } from "./rest";
import { runBatch } from "./run";
import { Source } from "./source";
import type { StoreStatus } from "./store";
import { ColumnTable } from "./table";
import { Waiters } from "./waiters";

const POLL_MS = 250;
const RETRY_MS = 1_000;
/** One row by its key takes milliseconds. */
const SILENT_MS = 10_000;
/** From one change to the next at least, unless somebody waits: what comes in between is read together, for much less. */
const BREATH_MS = 100;

/** Ten million ids take two seconds where nobody asks anything. */
const INDEXING_MS = 5_000;

const NOWHERE: Position = { epoch: "", revision: -1, purged: 0 };
/** Rows that wait to be applied together; a row waits with about a kilobyte. */
const MOST_WAITING = 50_000;
const TOO_MANY_MS = 60_000;

/** The columns would take more memory than they may. */
class TooManyViews extends Error {
  override name = "TooManyViews";
}

export interface FollowerOptions {
  databaseUrl: string;
  /** Where the columns are kept between runs; null = nowhere */
  snapshotFile: string | null;
  /** What the columns may take, in MB of 2^20 bytes */
  maxMegabytes: number;
}

/** Keeps a table equal to the database and answers from it. Runs in the store's own thread. */
export class Follower {
  #table = new ColumnTable();
  #position: Position = NOWHERE;
  #ready = false;
  #expected = 0;
  #agreedAt = 0;
  #error: string | undefined;
  /** Told here also while nobody delivers or looks: of a database that is gone this is the first to know. */
  readonly #fault = new Fault(
    "the views in memory cannot follow the database; it is tried again",
    "the views in memory follow the database again",
  );
  readonly #source: Source;
  #closed = false;
  /** Until there may be something new */
  readonly #pause = new Rest();
  /** Not cut short by what is new, only by who waits for it */
  readonly #breath = new Rest();
  #nudged = false;
  readonly #waiters = new Waiters();
  readonly #answers = new Answers();
  #lanes: readonly Lane[] = [];
  /** The table changes while nobody reads, and is read while nothing changes. */
  readonly #alone = new Mutex();
  readonly #keeper: SnapshotKeeper | null;

  constructor(readonly options: FollowerOptions) {
    this.#source = new Source(options.databaseUrl);
    this.#keeper = options.snapshotFile === null ? null : new SnapshotKeeper(options.snapshotFile);
  }

  /** Follows until closed; a lost connection is tried again for ever. */
  async follow(): Promise<void> {
    while (!this.#closed) {
      const { url } = this.#source;
      try {
        this.#nudged = false;
        const changed = await this.#catchUp();
        this.#error = undefined;
        this.#fault.passed();
        await this.#index();
        if (changed) await this.#breathe();
        if (!this.#nudged && !this.#closed) await this.#pause.take(POLL_MS);
      } catch (error) {
        this.#error = error instanceof Error ? error.message : String(error);
        // What was cut off here, on the way to another place or to the end, is no fault.
        if (!this.#closed && url === this.#source.url) this.#fault.met(error);
        await this.#disconnect();
        if (!this.#closed) await this.#pause.take(error instanceof TooManyViews ? TOO_MANY_MS : RETRY_MS);
      }
    }
    await this.#disconnect();
    // What a snapshot in the making lacks would be read again at the next start.
    await this.#keeper?.settled();
    if (this.#ready) this.#keeper?.keep(this.#table, this.#position);
    await this.#keeper?.settled();
  }

  /** Resolves to whether there was anything new. */
  async #catchUp(): Promise<boolean> {
    const connection = await this.#source.connected();
    const position = await answering(connection, SILENT_MS, readPosition(connection));
    const { epoch, revision } = this.#position;
    if (position.epoch !== epoch || position.purged > revision) await this.#begin(connection, position);
    const changed = position.revision > this.#position.revision;
    if (changed) {
      await answering(connection, SILENT_MS, connection.settled());
      await (this.#ready ? this.#change(connection) : this.#fill(connection));
      await this.#alone.run(async () => {
        this.#table.settle();
        this.#position = position;
        this.#answers.clear();
      });
    }
    await this.#alone.run(async () => this.#keeper?.keepIfDue(this.#table, this.#position));
    if (!this.#ready) collectGarbage();
    this.#ready = true;
    this.#agreedAt = Date.now();
    this.#waiters.upTo(this.#position.revision);
    return changed;
  }

  /** Another past, or none yet: what is held says nothing of this one. */
  async #begin(connection: Connection, position: Position): Promise<void> {
    await this.#forget();
    this.#expected = await countViews(connection);
    const restored = await this.#keeper?.restore(position);
    if (restored) this.#table = restored.table;
    else {
      this.#table.reserve(this.#expected);
      for (const key of await frequentVariables(connection)) this.#table.keepVariable(key);
    }
    this.#position = { ...position, revision: restored?.revision ?? -1 };
  }

  /**
   * After a start from a snapshot, in steps between which questions are answered: the first new view needs all of it. In one
   * piece once that view is here, somebody waits for it, or questions leave too few moments for steps.
   */
  async #index(): Promise<void> {
    const until = Date.now() + INDEXING_MS;
    const most = () =>
      this.#nudged || this.#waiters.some || Date.now() > until ? Number.POSITIVE_INFINITY : undefined;
    while (!this.#closed && (await this.#alone.run(async () => this.#table.indexSome(most())))) await nextTurn();
  }

  /** Nobody reads yet: what comes goes in as it comes. SQLite's rows come without a turn for anybody who asks how far it is. */
  async #fill(connection: Connection): Promise<void> {
    for await (const { apply } of readChanges(connection, this.#position.revision)) {
      apply(this.#table);
      await this.#bound();
      await nextTurn();
      if (this.#closed) throw new Error("Closed while the views were loaded");
    }
  }

  /** Waits for the database without keeping readers waiting, and changes the table in few large steps. */
  async #change(connection: Connection): Promise<void> {
    let [waiting, rows]: [((table: ColumnTable) => void)[], number] = [[], 0];
    const applyAll = () =>
      this.#alone.run(async () => {
        for (const apply of waiting) apply(this.#table);
        this.#answers.clear();
        [waiting, rows] = [[], 0];
      });
    for await (const piece of readChanges(connection, this.#position.revision)) {
      waiting.push(piece.apply);
      rows += piece.rows;
      if (rows >= MOST_WAITING) await applyAll();
      await this.#bound();
      await nextTurn();
    }
    await applyAll();
    await this.#bound();
  }

  /** When whoever reads has read. What is asked from now on is not answered until all is loaded. */
  #forget(): Promise<void> {
    return this.#alone.run(async () => {
      this.#ready = false;
      this.#position = NOWHERE;
      this.#table = new ColumnTable();
      this.#answers.clear();
    });
  }

  async #bound(): Promise<void> {
    const megabytes = Math.ceil(this.#table.bytes / 1_048_576);
    if (megabytes <= this.options.maxMegabytes) return;
    const { views } = this.#table;
    await this.#forget();
    throw new TooManyViews(
      `${views.toLocaleString("en")} of ${this.#expected.toLocaleString("en")} views take more than the ${this.options.maxMegabytes} MB that COLUMNS_MEMORY_MB allows. Raise it if the machine has the memory.`,
    );
  }

  status(): StoreStatus {
    return {
      state: this.#ready ? "ready" : this.#error ? "failed" : "filling",
      views: this.#table.views,
      expected: Math.max(this.#expected, this.#table.views),
      revision: this.#position.revision,
      lagMs: this.#ready ? Math.max(0, Date.now() - this.#agreedAt - POLL_MS) : 0,
      bytes: this.#table.bytes,
      variables: [...this.#table.variables.kept].sort(),
      ...(this.#error ? { error: this.#error } : {}),
    };
  }

  /** Null where nothing can be said, for the views are loaded anew: perhaps only since it was asked. */
  run(batch: Batch): Promise<BatchAnswer | null> {
    return this.#alone.run(async () => {
      if (!this.#ready) return null;
      const { revision } = this.#position;
      return this.#answers.of(batch, async () => {
        const answers = await runBatch(this.#table, batch, this.#lanes);
        return { revision, answers } as BatchAnswer;
      });
    });
  }

  /** Another thread that helps with scans, until it ends. */
  addLane(port: MessagePort): void {
    this.#lanes = [
      ...this.#lanes,
      new Lane(port, (ended) => {
        this.#lanes = this.#lanes.filter((lane) => lane !== ended);
      }),
    ];
  }

  reached(revision: number): Promise<void> {
    if (this.#ready && this.#position.revision >= revision) return Promise.resolve();
    const reached = this.#waiters.wait(revision);
    this.#breath.end();
    return reached;
  }

  /** A replica, or the primary in its place: the same rows, as far as it is. */
  moveTo(databaseUrl: string): void {
    this.#source.moveTo(databaseUrl);
    this.nudge();
  }

  nudge(): void {
    this.#nudged = true;
    this.#pause.end();
  }

  close(): void {
    this.#closed = true;
    this.#breath.end();
    this.nudge();
  }

  async #breathe(): Promise<void> {
    if (!this.#waiters.some && !this.#closed) await this.#breath.take(BREATH_MS);
  }

  async #disconnect(): Promise<void> {
    await this.#source.close().catch((error: unknown) => {
      this.#error = String(error);
    });
  }
}
