import type { ViewState } from "../ingest/merge";
import { PERSONAL_FIELDS, type ViewField, type ViewFields, type ViewRecord } from "../mindstamp/fields";
import { canonicalJson, type Json } from "../mindstamp/json";

/** Fields of which nothing is left after an erasure, beside `extra`. */
export const ERASED_FIELDS: readonly ViewField[] = ["viewer_id", ...PERSONAL_FIELDS];

/**
 * A record without anything personal. The fields are null as if sent so, and not absent: a view comes to the same state
 * whether it was erased before a delivery or after it.
 */
export function scrubRecord({ id, fields, flags }: ViewRecord): ViewRecord {
  return { id, fields: withoutPerson(fields), extra: null, flags: flags.filter(isKept) };
}

/** A stored view without anything personal. */
export function scrubState({ id, fields, fieldTimes, flags }: ViewState): ViewState {
  const times = Object.entries(JSON.parse(fieldTimes ?? "{}") as Record<string, Json>).filter(
    ([name]) => !name.startsWith("+") && isKept(name),
  );
  return {
    id,
    fields: withoutPerson(fields),
    extra: null,
    fieldTimes: times.length === 0 ? null : canonicalJson(Object.fromEntries(times)),
    flags: flags.filter(isKept),
  };
}

/** A view of which only its id is left. */
export function emptyState(id: string): ViewState {
  return { id, fields: {}, extra: null, fieldTimes: null, flags: [] };
}

const isKept = (name: string) => name !== "extra" && !(ERASED_FIELDS as readonly string[]).includes(name);

function withoutPerson(fields: ViewFields): ViewFields {
  return { ...fields, ...Object.fromEntries(ERASED_FIELDS.map((name) => [name, null])) };
}
