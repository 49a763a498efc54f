import type { Connection } from "../db";
import { oncePerProcess } from "../process";
import { type Identifier, tombstoneDigest } from "./identifiers";
import type { Rules } from "./rules";

/** What is left of somebody who was erased. */
export interface Grave {
  /** The viewer key that stands for them */
  pseudonym: string;
  /** Whether their views still count */
  counted: boolean;
}

/** What every commit has to know of erasures and exclusions. */
export interface PrivacyState {
  /** Base64 text of the counter's row */
  hmacKey: string;
  /** By digest */
  graves: ReadonlyMap<string, Grave>;
  rules: Rules;
}

interface Cached {
  of: string;
  state: PrivacyState | null;
}

const remembered = () => oncePerProcess<Cached>("privacy.state", () => ({ of: "", state: null }));

/** The key as the last commit found it: a restore may have changed it since. Empty before the first. */
export const rememberedKey = (): string => remembered().state?.hmacKey ?? "";

/**
 * As the connection's transaction sees it. The counter's row, which is read in any case, says whether what is remembered
 * still holds; so a commit asks for nothing more until somebody is erased or excluded.
 */
export async function privacyState(connection: Connection): Promise<PrivacyState> {
  const [row] = await connection.query("SELECT revision, privacy_revision, hmac_key FROM counter WHERE id = 1");
  const hmacKey = String(row?.hmac_key ?? "");
  const [revision, changedAt] = [Number(row?.revision ?? 0), Number(row?.privacy_revision ?? 0)];
  const cached = remembered();
  const of = `${hmacKey} ${changedAt}`;
  if (cached.state !== null && cached.of === of) return cached.state;
  const state = { hmacKey, graves: await readGraves(connection), rules: await readRules(connection) };
  // A change of this very transaction may be rolled back, and its revision be given to another.
  if (changedAt < revision) Object.assign(cached, { of, state });
  return state;
}

async function readGraves(connection: Connection): Promise<Map<string, Grave>> {
  const known = new Map<string, Grave>();
  const graves = new Map<string, Grave>();
  for (const row of await connection.query("SELECT digest, pseudonym, counted FROM tombstones")) {
    const pseudonym = String(row.pseudonym);
    // One object for all that is remembered of a person.
    const grave = known.get(pseudonym) ?? { pseudonym, counted: Boolean(row.counted) };
    known.set(pseudonym, grave);
    graves.set(String(row.digest), grave);
  }
  return graves;
}

async function readRules(connection: Connection): Promise<Rules> {
  const rows = await connection.query("SELECT kind, value FROM exclusions");
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ value }) => String(value)));
  return { emails: of("email"), domains: of("domain"), viewers: of("viewer") };
}

/** Who was erased under one of these; null: nobody. */
export function graveOf({ graves, hmacKey }: PrivacyState, identifiers: Identifier[]): Grave | null {
  if (graves.size === 0) return null;
  for (const identifier of identifiers) {
    const grave = graves.get(tombstoneDigest(identifier, hmacKey));
    if (grave) return grave;
  }
  return null;
}
