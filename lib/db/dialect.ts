import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Access, Connection } from "./connection";
import type { Shape } from "./table";

export type { Access, Connection, Target } from "./connection";

/** Everything that differs between the two databases: one file each, nothing elsewhere. */
export interface Dialect {
  name: "sqlite" | "postgres";
  /** Whether a commit is another process's work, so that this one can go on meanwhile. */
  commitsElsewhere: boolean;
  /** Prisma driver adapter for writes (and, on Postgres, all else). */
  writer(url: string): SqlDriverAdapterFactory;
  /** A second connection that cannot write; null where the writer's pool serves reads as well. */
  reader(url: string): SqlDriverAdapterFactory | null;
  /** A connection of its own, for many rows, migrations, the follower and scripts: statements are answered in the order asked. */
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
