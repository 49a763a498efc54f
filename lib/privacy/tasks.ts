import type { Connection } from "../db/dialect";
import { dialectOf } from "../db/dialects";
import { cleanFile } from "./clean-file";
import { countRecords, type Elsewhere, findElsewhere, type Sought } from "./elsewhere";
import { isHeld } from "./held";
import type { Identifier } from "./identifiers";
import { countOlder, findOlder, findOrphans, findPurgeable } from "./old-views";
import { type Asked, findPerson, findShared, type Person } from "./person";
import { findUnburied, type Unburied } from "./unburied";

/** What can be asked … */
export interface Tasks {
  person: { asked: Asked; hmacKey: string };
  elsewhere: Sought;
  records: Pick<Sought, "texts">;
  clean: { texts: string[] };
  older: { before: number; most: number };
  purgeable: { before: number; deletedBefore: number; most: number };
  countOlder: { before: number };
  orphans: { keys: string[] };
  unburied: Record<string, never>;
  shared: { identifiers: Identifier[] };
}

/** … and what comes of it. */
export interface Answers {
  person: Person;
  elsewhere: Elsewhere;
  records: number;
  /** Whether a text is still found in the database's files, or in its tables where there are none */
  clean: boolean;
  older: string[];
  purgeable: string[];
  countOlder: number;
  orphans: string[];
  unburied: Unburied;
  /** Of these, those that views of others tell too, as "kind value" */
  shared: string[];
}

type Work = { [K in keyof Tasks]: (connection: Connection, asked: Tasks[K], url: string) => Promise<Answers[K]> };

const WORK: Work = {
  person: (connection, { asked, hmacKey }) => findPerson(connection, asked, hmacKey),
  elsewhere: findElsewhere,
  records: countRecords,
  clean: async (connection, { texts }, url) =>
    (await cleanFile(url, texts)) ?? isHeld(connection, dialectOf({ DATABASE_URL: url }), texts),
  older: findOlder,
  purgeable: findPurgeable,
  countOlder: (connection, { before }) => countOlder(connection, before),
  orphans: (connection, { keys }) => findOrphans(connection, keys),
  unburied: (connection) => findUnburied(connection),
  shared: (connection, { identifiers }) => findShared(connection, identifiers),
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
