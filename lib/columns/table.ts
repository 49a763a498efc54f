import type { CodedDimension, VariableDimension } from "../query/query";
import { CodeColumn, Column, NumberColumn, PercentColumn } from "./column";
import { Dictionary, type Names } from "./dictionary";
import { FirstSeen } from "./first-seen";
import { ATTEMPT_CODES, Firsts, WITH_FIRSTS } from "./firsts";
import { IDENTITY_CODES, Identities } from "./identities";
import { Ids } from "./ids";
import { Keys } from "./keys";
import { orderByTime } from "./order";
import {
  type ColumnDimension,
  type ColumnRow,
  FIXED_COLUMNS,
  isPercentage,
  KEPT,
  TOLD_DIMENSIONS,
  VALUE_DIMENSIONS,
  type ValueDimension,
} from "./row";
import { RowMemory } from "./row-memory";
import { MOST_VALUES, VariableKeys, type Variables } from "./variables";
import { firstFrom, record } from "./view";

export interface ViewerNames {
  name: string | null;
  email: string | null;
  /** Whether these, a phone number or a custom id are known */
  identified: boolean;
  /** Left out of all figures */
  excluded: boolean;
}

/** Of whom nobody told anything. */
const NOBODY: ViewerNames = { name: null, email: null, identified: false, excluded: false };

/** New rows are put in order at once when no more rows than this move; else when they are a share of all. */
const MOVED_AT_ONCE = 4_096;
const DELTA_SHARE = 1 / 16;
const DEAD_SHARE = 1 / 16;

/**
 * All views as columns. Rows below `sorted` are in order of (occurredAt, id); those from there on, the delta, came later
 * and are few. A changed view keeps its row unless its time changed: then the old row is dead until the next rebuild.
 */
export class ColumnTable {
  rows = 0;
  sorted = 0;
  dead = 0;
  readonly ids = new Ids();
  readonly occurredAt = new Column(new Float64Array(0));
  readonly firstSeen = new FirstSeen();
  readonly firsts = new Firsts();
  readonly rowMemory = new RowMemory();
  readonly identities = new Identities();
  /** 1 = dead */
  readonly isDead = new Column(new Uint8Array(0));
  readonly codes: Record<ColumnDimension, CodeColumn> = record(FIXED_COLUMNS, () => new CodeColumn());
  /** Of all but viewers, who are many more than values of anything else */
  readonly values: Record<ValueDimension, Dictionary> = record(VALUE_DIMENSIONS, (name) => {
    if (name === "attempt") return new Dictionary([...ATTEMPT_CODES]);
    return name === "identity" ? new Dictionary([...IDENTITY_CODES]) : new Dictionary();
  });
  readonly keys = new Keys();
  readonly variables = new VariableKeys();
  readonly measures = record(KEPT, (name) => (isPercentage(name) ? new PercentColumn() : new NumberColumn()));
  readonly titles = new Map<string, string>();
  #frozen = 0;

  get views(): number {
    return this.rows - this.dead;
  }

  /** What codes stand for */
  get dictionaries(): Record<CodedDimension, Names> {
    return { ...this.values, viewer: this.keys };
  }

  /** What people call a viewer, whose views may be here already or not. */
  nameViewer(key: string, names: ViewerNames): void {
    this.identities.tell(this.keys.encode(key), names);
  }

  /** Adds a view, or puts it in the place of what was known of it. */
  put(row: ColumnRow): void {
    const known = this.ids.find(row.id);
    if (known >= 0 && this.occurredAt.data[known] === row.occurredAt) {
      this.#change(known, row);
      return;
    }
    if (known >= 0) this.remove(row.id);
    const at = this.rows++;
    this.ids.add(row.id, at);
    this.occurredAt.set(at, row.occurredAt);
    this.isDead.set(at, 0);
    this.codes.attempt.set(at, 0);
    this.firsts.set(at, 0);
    this.#fill(at, row);
    const viewer = this.codes.viewer.data[at] as number;
    this.firstSeen.saw(viewer, row.occurredAt);
    this.firsts.touch(viewer);
    if (this.sorted === at && (at === 0 || this.compare(at - 1, at) < 0)) this.sorted++;
  }

  /** What else is told of a view whose time stays. */
  #change(at: number, row: ColumnRow): void {
    const { codes } = this;
    const oldViewer = codes.viewer.data[at] as number;
    const before = WITH_FIRSTS.map((name) => codes[name].data[at]);
    this.#fill(at, row);
    const newViewer = codes.viewer.data[at] as number;
    if (newViewer === oldViewer && WITH_FIRSTS.every((name, i) => codes[name].data[at] === before[i])) return;
    this.firsts.touch(oldViewer);
    this.firsts.touch(newViewer);
    if (newViewer === oldViewer) return;
    this.firstSeen.lost(oldViewer, row.occurredAt);
    this.firstSeen.saw(newViewer, row.occurredAt);
  }

  #fill(at: number, row: ColumnRow): void {
    this.#fillVariables(at, row.variables);
    const viewer = this.keys.encode(row.viewer);
    this.codes.viewer.set(at, viewer);
    for (const name of TOLD_DIMENSIONS) this.codes[name].set(at, this.values[name].encode(row[name]));
    for (const name of KEPT) this.measures[name].put(at, row[name]);
    if (!this.identities.knows(viewer)) this.identities.tell(viewer, NOBODY);
  }

  #fillVariables(at: number, values: Variables): void {
    for (const key of values.keys())
      if (!this.variables.kept.includes(key) && this.variables.admits(key)) this.keepVariable(key);
    for (const key of this.variables.kept) {
      const name: VariableDimension = `var:${key}`;
      const names = this.values[name];
      this.codes[name]?.set(at, names?.encode(values.get(key)) ?? 0);
      if (names !== undefined && names.size > MOST_VALUES) this.#dropVariable(key);
    }
  }

  /** Begins to keep the values of a key that no view so far has. */
  keepVariable(key: string): void {
    const column = new CodeColumn();
    column.reserve(this.occurredAt.data.length);
    this.codes[`var:${key}`] = column;
    this.values[`var:${key}`] = new Dictionary();
    this.variables.keep(key);
  }

  #dropVariable(key: string): void {
    delete this.codes[`var:${key}`];
    delete this.values[`var:${key}`];
    this.variables.refuse(key);
  }

  /** Dimensions that have a column, the variables' among them. */
  get dimensions(): ColumnDimension[] {
    return Object.keys(this.codes) as ColumnDimension[];
  }

  remove(id: string): void {
    const at = this.ids.find(id);
    if (at < 0) return;
    this.ids.remove(id);
    this.isDead.set(at, 1);
    this.dead++;
    const viewer = this.codes.viewer.data[at] as number;
    this.firstSeen.lost(viewer, this.occurredAt.data[at] as number);
    this.firsts.touch(viewer);
  }

  /** Oldest first, then by id. */
  compare(row: number, other: number): number {
    const times = this.occurredAt.data;
    return (times[row] as number) - (times[other] as number) || this.ids.compare(row, other);
  }

  /** Rows below the number that is given stay where they are until `thaw`. */
  freeze(): number {
    this.#frozen = Math.max(0, this.sorted - MOVED_AT_ONCE);
    this.firsts.note();
    return this.#frozen;
  }

  thaw(): void {
    this.#frozen = 0;
    this.firsts.forgetNoted();
  }

  /** Its columns were filled from outside: finds out what follows from them. `doubtful`: viewers whose firsts may be wrong. */
  restored(
    { rows, sorted }: { rows: number; sorted: number },
    { excluded, doubtful }: { excluded: Iterable<number>; doubtful: Iterable<number> },
  ): void {
    this.rows = rows;
    this.sorted = sorted;
    this.ids.adopted(rows, this.isDead.data);
    this.dead = count(this.isDead.data, rows);
    this.firstSeen.forget();
    this.keys.adopted();
    this.identities.restored(this.keys.size, excluded);
    for (const viewer of doubtful) if (viewer < this.keys.size) this.firsts.touch(viewer);
  }

  /** After `restored`: learns where some of the ids and keys are, which the first new view needs; false: all is known. */
  indexSome(most?: number): boolean {
    return this.ids.indexSome(most) || this.keys.indexSome(most);
  }

  /** Puts new rows in their places and closes the gaps of dead ones, once that is worth its cost. */
  settle(): void {
    const moveable = (from: number) => from >= this.#frozen;
    const delta = this.rows - this.sorted;
    let oldest = Number.POSITIVE_INFINITY;
    for (let row = this.sorted; row < this.rows; row++) oldest = Math.min(oldest, this.occurredAt.data[row] as number);
    const from = firstFrom(this, oldest);
    if (this.dead > this.rows * DEAD_SHARE && moveable(0)) this.#arrange(0);
    else if (delta > 0 && moveable(from) && (this.rows - from <= MOVED_AT_ONCE || delta > this.rows * DELTA_SHARE))
      this.#arrange(from);
  }

  /** Orders the live rows from `from` on, where the ordered ones before are all earlier. */
  #arrange(from: number): void {
    const live = new Uint32Array(this.rows - from);
    let count = 0;
    for (let row = from; row < this.rows; row++) if (this.isDead.data[row] === 0) live[count++] = row;
    const order = orderByTime(live.subarray(0, count), this);
    this.ids.arrange(order, from);
    for (const column of this.#columns()) column.arrange(order, from);
    this.dead -= live.length - count;
    this.rows = from + count;
    this.sorted = this.rows;
    this.isDead.data.fill(0, from, this.rows);
  }

  /** Makes room for as many rows. */
  reserve(rows: number): void {
    this.ids.reserve(rows);
    this.isDead.reserve(rows);
    for (const column of this.#columns()) column.reserve(rows);
  }

  #columns(): { arrange(order: Uint32Array, from: number): void; reserve(rows: number): void; bytes: number }[] {
    return [this.occurredAt, this.firsts, ...Object.values(this.codes), ...Object.values(this.measures)];
  }

  /** Bytes of the typed arrays: columns, ids and their index. */
  get bytes(): number {
    return this.#columns().reduce((sum, column) => sum + column.bytes, this.isDead.bytes + this.ids.bytes);
  }
}

function count(flags: Uint8Array, rows: number): number {
  let found = 0;
  for (let row = 0; row < rows; row++) found += flags[row] as number;
  return found;
}
