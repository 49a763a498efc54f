/** Prisma's own codes for a database that cannot be reached, has no room for one more, or gave up a transaction. */
const PRISMA = /^P(1\d{3}|2024|2028|2034|2037)$/;
/** What an adapter says in place of a code when it is the connection that failed. */
const CONNECTION_KINDS =
  /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TlsConnectionError|TooManyConnections)$/;
/** SQLSTATE classes that a value can cause: wrong cardinality, data, integrity, check option, program limits. */
const POSTGRES_DATA = /^(21|22|23|44|54)/;
/** Result codes that a value, or the size of a statement, can cause. */
const SQLITE_DATA = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)(_|$)/;
/** A broken schema comes as SQLITE_ERROR too: Prisma names its kind, the driver itself begins its message so. */
const SCHEMA_KINDS = /^(TableDoesNotExist|ColumnNotFound)$/;
const SCHEMA_WORDS = /^(no such (table|column): |table \S+ has no column named )/;
const NODE = /^(E[A-Z]+|ERR_SOCKET_\w+)$/;
/** The drivers give these no code; matched whole, since a value's text may stand in any other message. */
const WITHOUT_CODE = new Set([
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "Cannot use a pool after calling end on the pool",
  "timeout exceeded when trying to connect",
  "timeout expired",
  "Query read timeout",
  "The database connection is not open",
]);

/** Of a server that ends or refuses connections, or a network that does. */
const LOST = /^(08[\dA-Z]{3}|57P0[1-3]|ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** SQLSTATE classes of a statement that is wrong, or asks for what there is not. */
const STATEMENT = /^(42|0A)[\dA-Z]{3}$/;

interface Told {
  code?: unknown;
  kind?: unknown;
}

/**
 * Whether a failed write is the database's fault (connection, disk, lock, rights, schema), so that the same write may
 * succeed later. Otherwise it is the data's, and would fail for ever. Decided by codes: words of a message may come from
 * the data itself.
 */
export function isOutage(error: unknown): boolean {
  const { code, kind } = toldBy(error);
  if (typeof kind === "string" && (CONNECTION_KINDS.test(kind) || SCHEMA_KINDS.test(kind))) return true;
  if (typeof code === "string") {
    if (code === "SQLITE_ERROR" && SCHEMA_WORDS.test((error as Error).message)) return true;
    if (code.startsWith("SQLITE_")) return !SQLITE_DATA.test(code);
    if (PRISMA.test(code) || NODE.test(code)) return true;
    if (/^[\dA-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return !POSTGRES_DATA.test(code);
  }
  if (!(error instanceof Error)) return false;
  return error.name === "PrismaClientInitializationError" || WITHOUT_CODE.has(error.message);
}

/** Whether Postgres, or Citus, refused the statement itself (syntax, names, rights, what it cannot do): asking again is no use. */
export const isOfStatement = (error: unknown): boolean => STATEMENT.test(codeOf(error));

/** Whether it is the connection to a server that was lost, or could not be made. */
export function isLost(error: unknown): boolean {
  return LOST.test(codeOf(error)) || (error instanceof Error && WITHOUT_CODE.has(error.message));
}

/** Whether another connection holds the write lock of a SQLite file: nothing was done, and it will be free soon. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_BUSY(_|$)/.test(codeOf(error));
}

/** The driver's code of a failure, or the error's own; empty where it has none. */
export function codeOf(error: unknown): string {
  const { code } = toldBy(error);
  return typeof code === "string" ? code : "";
}

/** The driver's code, which Prisma wraps up to two deep; else the error's own. */
function toldBy(error: unknown): Told {
  const { code, meta, cause } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: unknown } };
    cause?: unknown;
  };
  const driver = (meta?.driverAdapterError?.cause ?? cause) as { originalCode?: unknown; kind?: unknown } | undefined;
  return { code: driver?.originalCode ?? code, kind: driver?.kind };
}
