import { FILTER_DIMENSIONS, type FilterDimension } from "../query/query";
import { Dictionary } from "./dictionary";
import { Growable } from "./growable";

/** What the store keeps of a view; null = unknown. Instants in ms, durations in seconds. */
export interface ColumnRow {
  id: string;
  occurredAt: number;
  viewer: string;
  video: string | null;
  group: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  browser: string | null;
  tag1: string | null;
  tag2: string | null;
  tag3: string | null;
  tag4: string | null;
  tag5: string | null;
  plink: string | null;
  /** Left out (null) when finished is before started. */
  elapsed: number | null;
  watched: number | null;
  percentage: number | null;
  participation: number | null;
  correctness: number | null;
  interactions: number | null;
}

export const MEASURES = ["elapsed", "watched", "percentage", "participation", "correctness", "interactions"] as const;
export type Measure = (typeof MEASURES)[number];
/** An unknown measure; no real one is negative. */
export const UNKNOWN = -1;

/** Compact when this share of the rows is dead. */
const MAX_DEAD_SHARE = 0.25;
const MIN_DEAD = 10_000;

export interface ViewerNames {
  name: string | null;
  email: string | null;
}

/** All views as columns. A changed view gets a new row; its old one is dead until the next compaction. */
export class ColumnTable {
  rows = 0;
  dead = 0;
  occurredAt = new Growable(new Float64Array(1_024));
  alive = new Growable(new Uint8Array(1_024));
  readonly codes = Object.fromEntries(
    FILTER_DIMENSIONS.map((name) => [name, new Growable(new Uint32Array(1_024))]),
  ) as Record<FilterDimension, Growable<Uint32Array>>;
  readonly dictionaries = Object.fromEntries(FILTER_DIMENSIONS.map((name) => [name, new Dictionary()])) as Record<
    FilterDimension,
    Dictionary
  >;
  readonly measures = Object.fromEntries(MEASURES.map((name) => [name, new Growable(new Int32Array(1_024))])) as Record<
    Measure,
    Growable<Int32Array>
  >;
  ids: string[] = [];
  readonly titles = new Map<string, string>();
  readonly viewerNames = new Map<string, ViewerNames>();
  readonly #rowOfId = new Map<string, number>();

  get views(): number {
    return this.rows - this.dead;
  }

  /** Adds a view, or puts it in the place of what was known of it. */
  put(row: ColumnRow): void {
    this.remove(row.id);
    const at = this.rows++;
    this.ids[at] = row.id;
    this.#rowOfId.set(row.id, at);
    this.alive.set(at, 1);
    this.occurredAt.set(at, row.occurredAt);
    for (const name of FILTER_DIMENSIONS) this.codes[name].set(at, this.dictionaries[name].encode(row[name]));
    for (const name of MEASURES) this.measures[name].set(at, row[name] ?? UNKNOWN);
  }

  remove(id: string): void {
    const at = this.#rowOfId.get(id);
    if (at === undefined) return;
    this.#rowOfId.delete(id);
    this.alive.set(at, 0);
    this.dead++;
  }

  /** Closes the gaps of dead rows once they are many. */
  compact(): void {
    if (this.dead < MIN_DEAD || this.dead < this.rows * MAX_DEAD_SHARE) return;
    let to = 0;
    for (let from = 0; from < this.rows; from++) {
      if (this.alive.data[from] !== 1) continue;
      if (from !== to) this.#move(from, to);
      to++;
    }
    this.alive.data.fill(1, 0, to);
    this.ids.length = to;
    this.rows = to;
    this.dead = 0;
  }

  #move(from: number, to: number): void {
    const id = this.ids[from] ?? "";
    this.ids[to] = id;
    this.#rowOfId.set(id, to);
    const columns = [this.occurredAt, ...Object.values(this.codes), ...Object.values(this.measures)];
    for (const { data } of columns) data[to] = data[from] ?? 0;
  }

  /** Bytes of the typed arrays. */
  get bytes(): number {
    const columns = [this.occurredAt, this.alive, ...Object.values(this.codes), ...Object.values(this.measures)];
    return columns.reduce((sum, column) => sum + column.bytes, 0);
  }
}
