import type { Connection, Dialect, Target } from "./db/dialect";
import { dialectOf } from "./db/dialects";
import { PrismaClient as PostgresClient } from "./db/generated/postgres/client";
import { PrismaClient as SqliteClient, Prisma as SqlitePrisma } from "./db/generated/sqlite/client";
import { migrate } from "./db/migrate";
import { Mutex } from "./db/mutex";
import { patiently } from "./db/patiently";
import { Picker } from "./db/picker";
import { ReadPlace } from "./db/read-place";
import { NEXT_REVISION, revisionOf } from "./db/revision";
import { RowWriter } from "./db/row-writer";
import { type Env, env } from "./env";
import { oncePerProcess } from "./process";

export type { Connection, Target } from "./db/dialect";
export { SqlitePrisma as Prisma };
export type Reader = SqliteClient;
export type Tx = SqlitePrisma.TransactionClient;

const TRANSACTION = { maxWait: 5_000, timeout: 60_000 };

/**
 * The one way to the database. Every write goes through `write`, `commit` or `commitRows`: one at a time in this process, in a
 * transaction whose first statement must be a write (a SQLite transaction that reads first cannot upgrade). Reads go
 * through `read`, which never sees an open transaction.
 */
export class Database {
  readonly read: Reader;
  readonly #writer: Reader;
  readonly #lock = new Mutex();
  readonly #listeners = new Set<(revision: number) => void>();
  readonly #rows: RowWriter;
  readonly #picker: Picker;
  readonly #place: { url: string; owe?(revision: number): void };

  /** `place`: where reports are read; absent = here */
  constructor(
    readonly dialect: Dialect,
    readonly url: string,
    place: { url: string; owe?(revision: number): void } = { url },
  ) {
    this.#place = place;
    this.#rows = new RowWriter(dialect, url, TRANSACTION.timeout);
    this.#picker = new Picker(dialect, url, place);
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
      // Of rows, a commit may still be under way.
      await this.#rows.settled();
      return patiently(() => this.#writer.$transaction(work, TRANSACTION));
    });
  }

  /**
   * A write that changes views, videos or viewers: takes the next revision first, which orders commits on both databases.
   * `owed`: somebody did this, and is to see it at once, so that reports are not read where it is not yet. What is delivered,
   * and what the server does by itself, may take its time.
   */
  async commit<T>(work: (tx: Tx, revision: number) => Promise<T>, { owed = true } = {}): Promise<T> {
    let revision = 0;
    const { beforeRevision } = this.dialect;
    const result = await this.write(async (tx) => {
      if (beforeRevision !== null) await tx.$executeRaw(SqlitePrisma.raw(beforeRevision));
      revision = revisionOf(await tx.$queryRaw(SqlitePrisma.raw(NEXT_REVISION)));
      return work(tx, revision);
    });
    if (owed) this.#place.owe?.(revision);
    for (const listener of this.#listeners) listener(revision);
    return result;
  }

  /**
   * As `commit`, for many rows: on a plain connection, which spends no time on making statements and describing rows. `work`
   * must wait for the revision, but may send what needs none before it is known. `sent` is called once the commit is under
   * way, or has failed: what another process commits needs no waiting for by whoever writes next.
   */
  async commitRows<T>(
    work: (connection: Connection, revision: Promise<number>) => Promise<T>,
    sent: () => void = () => undefined,
  ): Promise<T> {
    const { result, revision, committed } = await this.#lock.run(() => this.#rows.transact(work)).finally(sent);
    await committed;
    for (const listener of this.#listeners) listener(revision);
    return result;
  }

  /** The rows of these keys, in no order, from where reports are read: many rows come much faster so. */
  pick(from: Target, keys: readonly string[]): Promise<unknown[][]> {
    return this.#picker.pick(from, keys);
  }

  /** Calls `listener` after every commit of this process; returns the way to stop. */
  onCommit(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async migrate(): Promise<string[]> {
    return migrate(this.dialect, this.url);
  }

  /** What a commit survives, read back from the connections that commit. */
  async verifyDurability(): Promise<Record<string, unknown>> {
    await this.#lock.run(() => this.#rows.verifyDurability());
    return this.dialect.verifyDurability((sql) => this.#writer.$queryRaw(SqlitePrisma.raw(sql)));
  }

  async close(): Promise<void> {
    await this.#lock.run(() => this.#rows.close());
    await this.#picker.close();
    await this.#writer.$disconnect();
    if (this.read !== this.#writer) await this.read.$disconnect();
  }
}

/** Two generated clients behind one type: the models are shared, so their calls are the same. */
function client(dialect: Dialect, adapter: ReturnType<Dialect["writer"]>): Reader {
  const options = { adapter, omit: { user: { passwordHash: true, totpSecret: true } } } as const;
  return dialect.name === "sqlite"
    ? (new SqliteClient(options) as unknown as Reader)
    : (new PostgresClient(options) as unknown as Reader);
}

export function openDatabase(settings: Pick<Env, "DATABASE_URL"> = env()): Database {
  return new Database(dialectOf(settings), settings.DATABASE_URL);
}

/** This process's database. Connects on first use. */
export function db(): Database {
  return oncePerProcess("database", () => new Database(dialectOf(env()), env().DATABASE_URL, readPlace()));
}

/** Where this process reads reports: the database itself, or its replica. */
export function readPlace(): ReadPlace {
  return oncePerProcess("readPlace", () => new ReadPlace(env().DATABASE_URL, env().DATABASE_READ_URL));
}
