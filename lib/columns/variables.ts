/** What is kept of the views' variables is bounded: so many keys, each with so many values of such a length. */
export const MOST_KEYS = 20;
export const MOST_VALUES = 10_000;
const MAX_KEY_LENGTH = 100;
const MAX_VALUE_LENGTH = 200;
const MOST_REFUSED = 1_000;
/** Keys that say who somebody is: the viewer's own dimension does, to those who may see people. */
const PERSONAL =
  /^(viewer|user|customer)?(first|last|full|sur|nick)?(name|e?mail(address)?|phone(number)?|mobile|telephone)$/;

/** Values by key: texts, numbers and booleans. */
export type Variables = ReadonlyMap<string, string>;
const NONE: Variables = new Map();

/** From a view's JSON text: whatever has no scalar value, or an odd key, is left out. */
export function variablesOf(json: string | null): Variables {
  if (json === null || json === "{}") return NONE;
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(JSON.parse(json) as Record<string, unknown>)) {
    const text = typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : value;
    if (typeof text !== "string" || text.trim() === "" || isOdd(key)) continue;
    found.set(key, text.slice(0, MAX_VALUE_LENGTH));
  }
  return found;
}

const isOdd = (key: string) => key.trim() === "" || key.length > MAX_KEY_LENGTH || isPersonal(key);
const isPersonal = (key: string) => PERSONAL.test(key.toLowerCase().replace(/[^a-z]/g, ""));

/**
 * Which keys have columns. The first that come get them, those with too many values lose them. A key that was refused
 * once stays so, for what it said so far is gone, and no figure may come from a part of the views.
 */
export class VariableKeys {
  kept: readonly string[] = [];
  readonly #refused = new Set<string>();

  /** Whether a key that comes up for the first time gets a column. */
  admits(key: string): boolean {
    if (this.#refused.has(key) || this.#isFull) return false;
    if (this.kept.length < MOST_KEYS) return true;
    this.#refused.add(key);
    return false;
  }

  keep(key: string): void {
    this.kept = [...this.kept, key];
  }

  refuse(key: string): void {
    this.kept = this.kept.filter((other) => other !== key);
    this.#refused.add(key);
  }

  /** Whether views may have values of it that are not kept. */
  lacks(key: string): boolean {
    return !this.kept.includes(key) && (this.#isFull || this.#refused.has(key) || isOdd(key));
  }

  get refused(): readonly string[] {
    return [...this.#refused];
  }

  /** So many were refused that the next ones cannot be told from them. */
  get #isFull(): boolean {
    return this.#refused.size >= MOST_REFUSED;
  }
}
