import { type Connection, dialectOf } from "../db/dialect";
import { findInQuarantine, type Matching } from "./bytes";
import { cleanFile } from "./clean-file";
import { countOlder, findOlder, findOrphans, findPurgeable } from "./old-views";
import { type Asked, findPerson, type Person } from "./person";
import { findUnburied, type Unburied } from "./unburied";

/** What can be asked … */
export interface Tasks {
  person: { asked: Asked; hmacKey: string };
  quarantine: { texts: string[] };
  clean: { texts: string[] };
  older: { before: number; most: number };
  purgeable: { before: number; deletedBefore: number; most: number };
  countOlder: { before: number };
  orphans: { keys: string[] };
  unburied: Record<string, never>;
}

/** … and what comes of it. */
export interface Answers {
  person: Person;
  quarantine: Matching;
  /** Whether a text is still found in the database's files; null where there are none */
  clean: boolean | null;
  older: string[];
  purgeable: string[];
  countOlder: number;
  orphans: string[];
  unburied: Unburied[];
}

type Work = { [K in keyof Tasks]: (connection: Connection, asked: Tasks[K], url: string) => Promise<Answers[K]> };

const WORK: Work = {
  person: (connection, { asked, hmacKey }) => findPerson(connection, asked, hmacKey),
  quarantine: (connection, { texts }) => findInQuarantine(connection, texts),
  clean: (_, { texts }, url) => cleanFile(url, texts),
  older: findOlder,
  purgeable: findPurgeable,
  countOlder: (connection, { before }) => countOlder(connection, before),
  orphans: (connection, { keys }) => findOrphans(connection, keys),
  unburied: (connection) => findUnburied(connection),
};

/** Does it, on a connection of its own that only reads. */
export async function doTask<K extends keyof Tasks>(url: string, kind: K, asked: Tasks[K]): Promise<Answers[K]> {
  const connection = await dialectOf({ DATABASE_URL: url }).connect(url, "read");
  try {
    return await WORK[kind](connection, asked, url);
  } finally {
    await connection.close();
  }
}
