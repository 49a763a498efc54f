import type { Socket } from "node:net";
import pg from "pg";
import { AWAIT } from "../db/in-flight";
import { log } from "../log";
import { type Reading, readingOf } from "./reading";

const CONNECT_TIMEOUT_MS = 5_000;
/** docs/deployment.md counts them, for max_connections. */
const CONNECTIONS = 4;
const SILENCE_MS = 5_000;
const INT8 = 20;

/**
 * One state of the database for a whole batch, and none that writes. Statements are long and asked once: to compile them
 * would cost more than it saves. A page out of order costs hardly more than one in order, where there is no disk that turns: or
 * indexes that have all that is asked for would not be used.
 */
const begin = (limitMs: number) =>
  `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${limitMs}; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL random_page_cost = 1.1; ${AWAIT}`;

/** All connections were at work for as long as a statement may take. */
export class NoTurn extends Error {
  override name = "NoTurn";
}

/** Nobody waits any more for what was asked there. */
class Abandoned extends Error {
  override name = "Abandoned";
  /** As the system has it for a connection that is cut from this side */
  readonly code = "ECONNABORTED";
}

/** Connections that read, each batch in a transaction of its own. */
export class ReadPool {
  readonly #pool: pg.Pool;
  readonly #clients = new Set<pg.PoolClient>();
  /** How each of those who wait for an answer is told that there will be none */
  readonly #asking = new Set<() => void>();
  #free = CONNECTIONS;
  readonly #waiting: (() => void)[] = [];

  constructor(
    url: string,
    readonly limitMs: number,
  ) {
    this.#pool = new pg.Pool({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      // The server ends what takes too long, unless it says nothing any more.
      query_timeout: limitMs + SILENCE_MS,
      max: CONNECTIONS,
      // A script that asked may end.
      allowExitOnIdle: true,
      types: {
        getTypeParser: (oid: number, format?: "text" | "binary") =>
          oid === INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
      } as pg.CustomTypesConfig,
    });
    this.#pool.on("connect", (client) => {
      this.#clients.add(client);
      // The pool listens to those alone that are idle: of one at work its statement tells, and the loss must not end the process.
      client.on("error", () => undefined);
    });
    this.#pool.on("remove", (client) => this.#clients.delete(client));
    // The next batch gets another connection, or says why it does not.
    this.#pool.on("error", (error) => log().warn({ err: error }, "a connection for reports was lost"));
  }

  /** Runs `work` in one transaction, when it is its turn; throws the database's error. */
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    // No race with one promise for all: it would keep every answer for as long as it is open.
    return new Promise((resolve, reject) => {
      const abandon = () => reject(new Abandoned("What is asked there is not waited for any more"));
      this.#asking.add(abandon);
      void this.#read(work)
        .then(resolve, reject)
        .finally(() => this.#asking.delete(abandon));
    });
  }

  async #read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await this.#inTransaction(work);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  /** A batch may well take longer than a connection may take to come about, so that the pool itself is never waited for. */
  #turn(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(new NoTurn("All connections for reports were at work for too long"));
      }, this.limitMs).unref();
      this.#waiting.push(turn);
    });
  }

  async #inTransaction<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let failed: Error | undefined;
    try {
      await client.query(begin(this.limitMs));
      const result = await work(readingOf(client));
      await client.query("COMMIT");
      return result;
    } catch (error) {
      failed = error instanceof Error ? error : new Error(String(error));
      await client.query("ROLLBACK").then(
        () => {
          failed = undefined;
        },
        () => undefined,
      );
      throw error;
    } finally {
      // A connection that cannot even roll back is of no more use.
      client.release(failed);
    }
  }

  /** Cuts all connections, and fails at once what waits for them: a server that froze would be waited for as long as a statement may take. */
  async cut(): Promise<void> {
    for (const abandon of this.#asking) abandon();
    for (const client of this.#clients)
      (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    await this.#pool.end();
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
