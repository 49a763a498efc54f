import { allDone } from "./all-done";
import type { Connection, Dialect } from "./dialect";
import { codeOf } from "./outage";
import { patiently } from "./patiently";
import { NEXT_REVISION, revisionOf } from "./revision";

/**
 * A statement prepared once does not suit the tables any more (feature_not_supported: "cached plan must not change result type"), or
 * is unknown to the server (invalid_sql_statement_name). A new connection prepares all anew; this one would fail for ever.
 */
const OUTDATED = ["0A000", "26000"];

type Work<T> = (connection: Connection, revision: Promise<number>) => Promise<T>;

/** Transactions on one plain connection, which is replaced when it is lost; the caller orders them. */
export class RowWriter {
  #plain: Connection | null = null;
  #committed: Promise<unknown> = Promise.resolve();

  /** After `silentMs` a transaction is given up. */
  constructor(
    readonly dialect: Dialect,
    readonly url: string,
    readonly silentMs: number,
  ) {}

  /** Leaves a transaction whose commit was sent, and on SQLite is over. */
  async transact<T>(work: Work<T>) {
    const connection = await this.#connection();
    // A connection that answers no more is cut, which fails what waits for it.
    const watch = setTimeout(() => connection.cut(), this.silentMs);
    try {
      const begun = await patiently(() => connection.begin());
      const done = await this.#inside(connection, begun, work);
      const committed = this.#end(connection).finally(() => clearTimeout(watch));
      this.#committed = committed;
      if (!this.dialect.commitsElsewhere) await committed;
      return { ...done, committed };
    } catch (error) {
      clearTimeout(watch);
      throw error;
    }
  }

  async #inside<T>(connection: Connection, begun: readonly Promise<unknown>[], work: Work<T>) {
    try {
      // Where nothing was begun, each statement would be its own transaction: nobody gets a revision to write with.
      const taken = allDone([...begun, connection.query(NEXT_REVISION)]).then((answers) => revisionOf(answers.at(-1)));
      const [revision, result] = await allDone([taken, work(connection, taken)]);
      return { result, revision };
    } catch (error) {
      if (OUTDATED.includes(codeOf(error))) await this.#giveUp(connection);
      else await this.#rollBack(connection);
      throw error;
    }
  }

  /** Where this fails on Postgres, the next transaction may be under way already: the connection goes, and both with it. */
  async #end(connection: Connection): Promise<void> {
    try {
      await connection.script("COMMIT");
    } catch (error) {
      if (!this.dialect.commitsElsewhere) await this.#rollBack(connection);
      else connection.cut();
      throw error;
    }
  }

  async #connection(): Promise<Connection> {
    if (!this.#plain?.alive) this.#plain = await this.dialect.connect(this.url);
    return this.#plain;
  }

  /** What cannot be rolled back is closed, which comes to the same. */
  async #rollBack(connection: Connection): Promise<void> {
    try {
      await connection.script("ROLLBACK");
    } catch {
      await this.#giveUp(connection);
    }
  }

  async #giveUp(connection: Connection): Promise<void> {
    this.#plain = null;
    await connection.close();
  }

  /** Waits until the last transaction is over, however it ended. */
  async settled(): Promise<void> {
    await this.#committed.catch(() => undefined);
  }

  /** What a commit survives, read back from the connection that commits. */
  async verifyDurability(): Promise<void> {
    const connection = await this.#connection();
    await this.dialect.verifyDurability((sql) => connection.query(sql));
  }

  async close(): Promise<void> {
    await this.settled();
    await this.#plain?.close();
    this.#plain = null;
  }
}
