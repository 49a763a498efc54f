import type { Connection } from "../db";
import { isPseudonym } from "../ingest/viewer-key";
import { identifiersOf } from "./identifiers";
import { type Grave, graveOf, privacyState } from "./state";

/** Views of somebody who was erased that still stand under their name, as after a backup was restored. */
export interface Unburied {
  grave: Grave;
  /** Viewer keys of theirs */
  keys: string[];
}

const ROWS = 5_000;

export async function findUnburied(connection: Connection): Promise<Unburied[]> {
  const state = await privacyState(connection);
  const found = new Map<string, { grave: Grave; keys: Set<string> }>();
  if (state.graves.size === 0) return [];
  const sql = "SELECT id, viewer_key, viewer_id, viewer_email, viewer_custom_id FROM views WHERE deleted_at IS NULL";
  for await (const rows of connection.stream(sql, [], ROWS))
    for (const [id, key, viewer_id, viewer_email, viewer_custom_id] of rows as string[][]) {
      if (isPseudonym(String(key))) continue;
      const grave = graveOf(state, identifiersOf(String(id), { viewer_id, viewer_email, viewer_custom_id }));
      if (grave === null) continue;
      const one = found.get(grave.pseudonym) ?? { grave, keys: new Set() };
      one.keys.add(String(key));
      found.set(grave.pseudonym, one);
    }
  return [...found.values()].map(({ grave, keys }) => ({ grave, keys: [...keys] }));
}
