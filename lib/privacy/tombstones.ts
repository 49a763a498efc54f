import type { Connection, Target } from "../db";
import { type Identifier, tombstoneDigest } from "./identifiers";
import type { Grave } from "./state";

const TOMBSTONES: Target = {
  table: "tombstones",
  columns: ["digest", "pseudonym", "counted", "erased_at"],
  updates: ["pseudonym", "counted", "erased_at"],
};

/** Lays tombstones; one that lies there is of the newest erasure from now on. */
export async function lay(connection: Connection, told: Identifier[], grave: Grave, hmacKey: string): Promise<void> {
  const digests = new Set(told.map((one) => tombstoneDigest(one, hmacKey)));
  const { pseudonym, counted } = grave;
  const flag = connection.flag(counted);
  await connection.put(
    TOMBSTONES,
    Array.from(digests, (digest) => [digest, pseudonym, flag, Date.now()]),
  );
}

/** Lays those that a delivery tells of: nobody chose anything, so that any choice about counts is newer. */
export async function layFound(connection: Connection, told: Identifier, grave: Grave, hmacKey: string): Promise<void> {
  await connection.query(
    `INSERT INTO tombstones (digest, pseudonym, counted, erased_at) VALUES ($1, $2, $3, 0)
     ON CONFLICT (digest) DO NOTHING`,
    [tombstoneDigest(told, hmacKey), grave.pseudonym, connection.flag(grave.counted)],
  );
}

/** Every process looks anew at tombstones and exclusions. */
export async function noteChange(connection: Connection, revision: number): Promise<void> {
  await connection.query("UPDATE counter SET privacy_revision = $1 WHERE id = 1", [revision]);
}
