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

/** Connections that read, each batch in a transaction of its own. */
export class ReadPool {
  readonly #pool: pg.Pool;

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
    // The next batch gets another connection, or says why it does not.
    this.#pool.on("error", (error) => log().warn({ err: error }, "a connection for reports was lost"));
  }

  /** Runs `work` in one transaction; throws the database's error. */
  async read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
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

  close(): Promise<void> {
    return this.#pool.end();
  }
}
