import { VIEW_FIELDS } from "../mindstamp/fields";

/**
 * A record as its sender wrote it. This program's own files keep fields that no version of it knew under `extra`; they
 * stand beside the others again, so that such a file read in once more changes nothing.
 */
export function withExtra(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "extra")) return value;
  const { extra, ...record } = value as Record<string, unknown>;
  if (extra === null) return record;
  if (typeof extra !== "object" || Array.isArray(extra)) return value;
  const unknown = Object.entries(extra).filter(([name]) => !Object.hasOwn(VIEW_FIELDS, name));
  // As JSON.parse does: a field of any name is a field, nothing else.
  for (const [name, item] of unknown)
    Object.defineProperty(record, name, { value: item, enumerable: true, configurable: true, writable: true });
  return record;
}
