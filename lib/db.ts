import { setTimeout as sleep } from "node:timers/promises";
import { type Dialect, dialectOf } from "./db/dialect";
import { PrismaClient as PostgresClient } from "./db/generated/postgres/client";
import { PrismaClient as SqliteClient, Prisma as SqlitePrisma } from "./db/generated/sqlite/client";
import { migrate } from "./db/migrate";
import { Mutex } from "./db/mutex";
import { isBusy } from "./db/outage";
import { type Env, env } from "./env";
import { oncePerProcess } from "./process";

export { SqlitePrisma as Prisma };
export type Reader = SqliteClient;
export type Tx = SqlitePrisma.TransactionClient;

const TRANSACTION = { maxWait: 5_000, timeout: 60_000 };
/** How long a write waits for another process that writes to the same SQLite file. */
const BUSY_MS = 5_000;
const BUSY_STEP_MS = 5;

/**
 * The one way to the database. Every write goes through `write` or `commit`: one at a time in this process, in a
 * transaction whose first statement must be a write (a SQLite transaction that reads first cannot upgrade). Reads go
 * through `read`, which never sees an open transaction.
 */
export class Database {
  readonly read: Reader;
  readonly #writer: Reader;
  readonly #lock = new Mutex();
  readonly #listeners = new Set<(revision: number) => void>();

  constructor(
    readonly dialect: Dialect,
    readonly url: string,
  ) {
    this.#writer = client(dialect, dialect.writer(url));
    const reader = dialect.reader(url);
    this.read = reader ? client(dialect, reader) : this.#writer;
  }

  /**
   * Runs `work` in a transaction; its first statement must write. While another process holds the file's write lock,
   * that statement fails and `work` begins anew: waiting inside the driver would hold up all requests.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      const until = Date.now() + BUSY_MS;
      for (;;) {
        try {
          return await this.#writer.$transaction(work, TRANSACTION);
        } catch (error) {
          if (!isBusy(error) || Date.now() > until) throw error;
          await sleep(BUSY_STEP_MS);
        }
      }
    });
  }

  /** A write that changes views, videos or viewers: takes the next revision first, which orders commits on both databases. */
  async commit<T>(work: (tx: Tx, revision: number) => Promise<T>): Promise<T> {
    let revision = 0;
    const result = await this.write(async (tx) => {
      const rows = await tx.$queryRaw<
        { revision: bigint }[]
      >`UPDATE counter SET revision = revision + 1 WHERE id = 1 RETURNING revision`;
      const row = rows[0];
      if (!row) throw new Error("The counter's row is missing: the database was not migrated by Viewledger.");
      revision = Number(row.revision);
      return work(tx, revision);
    });
    for (const listener of this.#listeners) listener(revision);
    return result;
  }

  /** Calls `listener` after every commit of this process; returns the way to stop. */
  onCommit(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async migrate(): Promise<string[]> {
    return migrate(this.dialect, this.url);
  }

  /** What a commit survives, read back from the connection that commits. */
  verifyDurability(): Promise<Record<string, unknown>> {
    return this.dialect.verifyDurability((sql) => this.#writer.$queryRaw(SqlitePrisma.raw(sql)));
  }

  async close(): Promise<void> {
    await this.#lock.run(async () => undefined);
    await this.#writer.$disconnect();
    if (this.read !== this.#writer) await this.read.$disconnect();
  }
}

/** Two generated clients behind one type: the models are shared, so their calls are the same. */
function client(dialect: Dialect, adapter: ReturnType<Dialect["writer"]>): Reader {
  const options = { adapter, omit: { user: { passwordHash: true } } } as const;
  return dialect.name === "sqlite"
    ? (new SqliteClient(options) as unknown as Reader)
    : (new PostgresClient(options) as unknown as Reader);
}

export function openDatabase(settings: Pick<Env, "DATABASE_URL"> = env()): Database {
  return new Database(dialectOf(settings), settings.DATABASE_URL);
}

/** This process's database. Connects on first use. */
export function db(): Database {
  return oncePerProcess("database", () => openDatabase());
}
