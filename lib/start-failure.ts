import { MigrationError } from "./db/migrate";
import { codeOf } from "./db/outage";
import { EnvError } from "./env";

const POSTGRES: Record<string, string> = {
  ECONNREFUSED: "nothing answers there. Start Postgres, or correct the host and port in DATABASE_URL",
  ENOTFOUND: "its host is not known. Correct the host in DATABASE_URL",
  EAI_AGAIN: "its host's name could not be looked up. Check the network, or the host in DATABASE_URL",
  ETIMEDOUT: "it did not answer in time. Check the network, or the host and port in DATABASE_URL",
  "28P01": "it refused the password. Correct the user or password in DATABASE_URL",
  "28000": "it refused the user. Correct the user in DATABASE_URL, or pg_hba.conf",
  "3D000": "the database does not exist. Create it with CREATE DATABASE, or correct the name in DATABASE_URL",
  "53300": "it has no connection left. Raise its max_connections, or stop other clients",
  "57P03": "it is starting up or shutting down. Try again in a moment",
  "25006":
    "it can only be read, as a replica. Name the primary in DATABASE_URL; for reports, a replica is named in DATABASE_READ_URL",
  "42501": "the user may not create tables there. Grant it CREATE on the schema",
};

const UNTRUSTED =
  "its certificate is not trusted. Name its authority by sslmode=verify-full&sslrootcert=/path/to/ca.pem in DATABASE_URL";
const TLS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_HAS_EXPIRED: "its certificate has expired. Renew it",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host. Use the name in it as the host in DATABASE_URL",
};
/** Said without a code. */
const NO_TLS = "The server does not support SSL connections";

const SQLITE: Record<string, string> = {
  SQLITE_NOTADB: "is not a SQLite database, or is damaged. Restore a backup, or name another file in DATABASE_URL",
  SQLITE_CORRUPT: "is damaged. Stop here, keep a copy of the file, and restore a backup",
  SQLITE_CANTOPEN: "cannot be opened. Check that its folder exists and that this user may read and write it",
  SQLITE_READONLY: "cannot be written. Give this user the right to write the file and its folder",
  SQLITE_PERM: "may not be opened by this user. Give it the right to read and write the file",
  SQLITE_BUSY: "is locked by another program. Close it and try again",
  SQLITE_FULL: "cannot grow: the disk is full. Free some space and try again",
  SQLITE_IOERR: "cannot be read or written: the disk reports an error",
};

/** What the user can do about a failed start, in a sentence or two; null when it is no known failure. */
export function explainStartFailure(error: unknown, databaseUrl: string | null): string | null {
  for (const cause of chain(error)) {
    if (cause instanceof EnvError || cause instanceof MigrationError) return cause.message;
    const code = codeOf(cause);
    const sqlite = Object.entries(SQLITE).find(([known]) => code === known || code.startsWith(`${known}_`));
    if (sqlite) return `The database file ${placeOf(databaseUrl)} ${sqlite[1]}.`;
    const postgres = POSTGRES[code] ?? TLS[code] ?? withoutCode(cause);
    if (postgres) return `Postgres at ${placeOf(databaseUrl)} cannot be used: ${postgres}.`;
    if (code === "ENOTDIR" || (code === "EEXIST" && cause instanceof Error && "syscall" in cause))
      return `Viewledger cannot make the folder for its data, because a file stands in its path (${(cause as Error).message}): name another in DATA_DIR.`;
    if (code === "EACCES" || code === "EROFS" || code === "ENOSPC")
      return `Viewledger cannot write what it must keep (${cause instanceof Error ? cause.message : code}): check DATA_DIR and its rights.`;
  }
  return null;
}

function withoutCode(cause: Error): string | undefined {
  if (/timeout expired/.test(String(cause))) return POSTGRES.ETIMEDOUT;
  return cause.message === NO_TLS
    ? "it offers no TLS. Turn ssl on there, or take sslmode out of DATABASE_URL"
    : undefined;
}

/** The error and what caused it; several attempts at one connection come as one AggregateError. */
function* chain(error: unknown): Generator<Error> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++) {
    yield cause;
    if (cause instanceof AggregateError) yield* cause.errors;
  }
}

/** Where the database is, without its password. */
export function placeOf(databaseUrl: string | null): string {
  if (databaseUrl === null) return "(unknown)";
  if (databaseUrl.startsWith("file:")) return databaseUrl.slice("file:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host + new URL(databaseUrl).pathname : "DATABASE_URL";
}
