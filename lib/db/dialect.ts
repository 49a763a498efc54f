import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Shape } from "./table";

/** Everything that differs between the two databases: one file each, nothing elsewhere. */
export interface Dialect {
  name: "sqlite" | "postgres";
  /** Whether a commit is another process's work, so that this one can go on meanwhile. */
  commitsElsewhere: boolean;
  /** Prisma driver adapter for writes (and, on Postgres, all else). */
  writer(url: string): SqlDriverAdapterFactory;
  /** A second connection that cannot write; null where the writer's pool serves reads as well. */
  reader(url: string): SqlDriverAdapterFactory | null;
  /** A connection of its own for migrations, the follower and other scripts; one statement at a time. */
  connect(url: string, access?: Access): Promise<Connection>;
  /** What a transaction asks before it takes a revision; null: nothing */
  beforeRevision: string | null;
  /** Rejects with the database's code when what is stored is damaged; where only the database's own server can tell, resolves. */
  checkStored(url: string): Promise<void>;
  /** What a database holds, whatever its tables are: for copies of all of it. */
  shape: Shape;
  /** What the log says at start about how safe a commit is; throws when the connection is not as safe as promised. */
  verifyDurability(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<Record<string, unknown>>;
}

/** "read": a connection that refuses to write. */
export type Access = "write" | "read";

/** Where rows go. Names come from the program alone; values are always bound. */
export interface Target {
  table: string;
  /** The first is the key */
  columns: readonly string[];
  /** What a row of the same key takes over; without it, such a row is an error */
  updates?: readonly string[];
}

/** A plain connection. Parameters are written $1, $2, … on both databases. 64-bit integers arrive as numbers. */
export interface Connection {
  /** Whether it can still be used; one that was lost has to be replaced. */
  readonly alive: boolean;
  /** Opens a transaction that may write; fails at once, as `isBusy` tells, while another process writes. */
  begin(): Promise<void>;
  /** From here on all reads see one state of the database, and nothing can be written, until the connection is closed. */
  snapshot(): Promise<void>;
  /** Waits until whatever is committed by now can be seen as a whole. */
  settled(): Promise<void>;
  /** The rows whose key is one of `keys`, each as an array in the order of the target's columns. */
  pick(from: Target, keys: readonly string[]): Promise<unknown[][]>;
  /** Writes rows, each with a key of its own, by statements prepared once. */
  put(into: Target, rows: readonly (readonly unknown[])[]): Promise<void>;
  /** A boolean as a parameter. */
  flag(value: boolean): unknown;
  query(sql: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Rows as arrays in column order, `size` at a time. */
  stream(sql: string, params: readonly unknown[], size: number): AsyncIterable<unknown[][]>;
  /** Several statements, no parameters. */
  script(sql: string): Promise<void>;
  /** Waits until no other process migrates this database; the lock goes with the connection. */
  lockMigrations(): Promise<void>;
  /** Ends it at once; what waits for an answer fails. For a server that says nothing any more. */
  cut(): void;
  close(): Promise<void>;
}
