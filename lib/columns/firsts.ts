import { ATTEMPTS, type CodedDimension } from "../query/query";
import { ROWS_SORTED } from "./bounds";
import { type Codes, Column } from "./column";
import { grown } from "./measures";
import type { ColumnDimension } from "./row";
import type { ColumnTable } from "./table";

const [FIRST, REPEAT] = [1, 2];
/** Codes of `attempt`; 0 is "no video". */
export const ATTEMPT_CODES: readonly (string | null)[] = [null, ...ATTEMPTS];

/** A row's first bit says that it is its viewer's first of all … */
export const FIRST_OF_ALL = 0;
/** … and the others that it is the first with its value of one of these. */
export const WITH_FIRSTS = [
  ...(["video", "group", "country", "region", "city", "browser", "screen"] as const),
  ...(["tag1", "tag2", "tag3", "tag4", "tag5", "source", "medium", "campaign"] as const),
] as const satisfies readonly ColumnDimension[];

/** The bit of a dimension; undefined where none is kept. A viewer is identified or not in all views alike. */
export function firstBitOf(dimension: CodedDimension): number | undefined {
  if (dimension === "identity") return FIRST_OF_ALL;
  const at = (WITH_FIRSTS as readonly string[]).indexOf(dimension);
  return at < 0 ? undefined : at + 1;
}

/** By the lowest bits of a viewer's code: most rows are passed over without a look at a table of all viewers. */
const SIEVE = 2 ** 16;

/**
 * Of each row whether it is its viewer's first, by (occurredAt, id), with its value of each dimension: counting those
 * bits counts distinct viewers, wherever all rows of a viewer are selected. Reckoned again only for viewers of whom views
 * came, moved or went, and only when somebody asks, for one change may turn many of a viewer's bits. The codes of
 * `attempt` follow from the bits of `video`.
 */
export class Firsts extends Column<Uint16Array> {
  /** By viewer code: 1 = to be reckoned again */
  readonly #touched = new Column(new Uint8Array(0));
  #viewers = 0;
  #stale = false;
  /** Who was touched since a snapshot was begun */
  #noted: Set<number> | null = null;

  constructor() {
    super(new Uint16Array(0));
  }

  touch(viewer: number): void {
    for (; this.#viewers <= viewer; this.#viewers++) this.#touched.set(this.#viewers, 0);
    this.#touched.data[viewer] = 1;
    this.#stale = true;
    this.#noted?.add(viewer);
  }

  /** From now on it is noted who is touched, until `forgetNoted`. */
  note(): void {
    this.#noted = new Set();
  }

  forgetNoted(): void {
    this.#noted = null;
  }

  /** Viewers whose bits may be wrong in a copy of the columns that was begun at `note` and is complete now. */
  doubtful(): Uint32Array {
    const found = new Set(this.#noted);
    if (this.#stale)
      for (let viewer = 0; viewer < this.#viewers; viewer++) if (this.#touched.data[viewer] === 1) found.add(viewer);
    return Uint32Array.from(found);
  }

  /** Must be called before the bits or the codes of `attempt` are read. */
  renew(table: ColumnTable): void {
    if (!this.#stale) return;
    const [firsts, attempts] = [this.data, table.codes.attempt];
    const { rows, owners } = byViewer(this.#rows(table), table);
    for (let at = 0; at < rows.length; at++)
      firsts[rows[at] as number] = owners[at] === owners[at - 1] ? 0 : 1 << FIRST_OF_ALL;
    for (const [i, dimension] of WITH_FIRSTS.entries()) {
      const seen = new Uint32Array(table.dictionaries[dimension].size);
      markFirsts(rows, owners, table.codes[dimension].data, seen, 1 << (i + 1), firsts);
    }
    const [videos, video] = [table.codes.video.data, 1 << (firstBitOf("video") ?? 0)];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      attempts.set(row, videos[row] === 0 ? 0 : (firsts[row] as number) & video ? FIRST : REPEAT);
    }
    this.#touched.data.fill(0);
    this.#stale = false;
  }

  /** Views of the touched viewers, oldest first. */
  #rows(table: ColumnTable): Uint32Array {
    const touched = this.#touched.data;
    const sieve = new Uint8Array(SIEVE);
    for (let viewer = 0; viewer < this.#viewers; viewer++) if (touched[viewer] === 1) sieve[viewer & (SIEVE - 1)] = 1;
    const dead = table.isDead.data;
    const viewers = table.codes.viewer.data;
    const rows = rowsOf(viewers, table.rows, { sieve, touched, dead });
    const late = rows.filter((row) => row >= table.sorted).sort((a, b) => table.compare(a, b));
    return merged(rows, late, table);
  }
}

function rowsOf(
  viewers: Codes,
  end: number,
  { sieve, touched, dead }: Record<"sieve" | "touched" | "dead", Uint8Array>,
): Uint32Array {
  let [rows, count] = [new Uint32Array(SIEVE), 0];
  for (let row = 0; row < end; row++) {
    const viewer = viewers[row] as number;
    if (sieve[viewer & (SIEVE - 1)] === 0 || touched[viewer] === 0 || dead[row] === 1) continue;
    if (count === rows.length) rows = grown(rows, count * 2);
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** Sets a bit in each row that is its viewer's first with its value. `seen`: by value, whose it was last. */
function markFirsts(
  rows: Uint32Array,
  owners: Uint32Array,
  values: Codes,
  seen: Uint32Array,
  bit: number,
  firsts: Uint16Array,
): void {
  for (let at = 0; at < rows.length; at++) {
    const [row, owner] = [rows[at] as number, owners[at] as number];
    const value = values[row] as number;
    if (seen[value] === owner) continue;
    seen[value] = owner;
    firsts[row] = (firsts[row] as number) | bit;
  }
}

/** Puts those that stand at the end in their places. */
function merged(rows: Uint32Array, late: Uint32Array, table: ColumnTable): Uint32Array {
  let [from, to] = [rows.length - late.length - 1, rows.length - 1];
  for (let i = late.length - 1; i >= 0; to--) {
    const next = late[i] as number;
    if (from >= 0 && table.compare(rows[from] as number, next) > 0) rows[to] = rows[from--] as number;
    else {
      rows[to] = next;
      i--;
    }
  }
  return rows;
}

/** The rows viewer by viewer, in each as they were, and whose each is: the viewer's code and one. */
function byViewer(rows: Uint32Array, table: ColumnTable): { rows: Uint32Array; owners: Uint32Array } {
  const viewers = table.codes.viewer.data;
  const ordered =
    rows.length < ROWS_SORTED ? sorted(rows, viewers) : counted(rows, viewers, table.dictionaries.viewer.size);
  const owners = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) owners[at] = (viewers[ordered[at] as number] as number) + 1;
  return { rows: ordered, owners };
}

const sorted = (rows: Uint32Array, viewers: Codes) =>
  Uint32Array.from([...rows].sort((a, b) => (viewers[a] as number) - (viewers[b] as number)));

function counted(rows: Uint32Array, viewers: Codes, size: number): Uint32Array {
  const next = new Uint32Array(size + 1);
  for (let i = 0; i < rows.length; i++) {
    const after = (viewers[rows[i] as number] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let viewer = 1; viewer < next.length; viewer++)
    next[viewer] = (next[viewer] as number) + (next[viewer - 1] as number);
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const viewer = viewers[row] as number;
    ordered[next[viewer] as number] = row;
    next[viewer] = (next[viewer] as number) + 1;
  }
  return ordered;
}
