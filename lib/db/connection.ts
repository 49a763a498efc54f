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
  /**
   * Opens a transaction that may write; fails at once, as `isBusy` tells, while another process writes. What it gives back was
   * sent and not waited for: unless all of it succeeds, there is no such transaction.
   */
  begin(): Promise<readonly Promise<unknown>[]>;
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
  /** Rows as arrays in column order, `size` at a time; `byIndex`: few of very many, so that no table should be read whole. */
  stream(sql: string, params: readonly unknown[], size: number, byIndex?: boolean): AsyncIterable<unknown[][]>;
  /** Several statements, no parameters. */
  script(sql: string): Promise<void>;
  /** Waits until no other process migrates this database; the lock goes with the connection. */
  lockMigrations(): Promise<void>;
  /** Ends it at once; what waits for an answer fails. For a server that says nothing any more. */
  cut(): void;
  close(): Promise<void>;
}
