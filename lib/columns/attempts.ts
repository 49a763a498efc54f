import { ATTEMPTS } from "../query/query";
import { Column } from "./column";
import type { ColumnTable } from "./table";

const [FIRST, REPEAT] = [1, 2];
/** By code; 0 is "no video". */
export const ATTEMPT_CODES: readonly (string | null)[] = [null, ...ATTEMPTS];

/**
 * Knows of which viewers views came, moved or went since the codes of `attempt` were reckoned, and reckons theirs again:
 * only when somebody asks, for one change may turn many of a viewer's views from first to repeat.
 */
export class Attempts {
  /** By viewer code: 1 = to be reckoned again */
  readonly #touched = new Column(new Uint8Array(0));
  #viewers = 0;
  #stale = false;

  touch(viewer: number): void {
    for (; this.#viewers <= viewer; this.#viewers++) this.#touched.set(this.#viewers, 0);
    this.#touched.data[viewer] = 1;
    this.#stale = true;
  }

  touchAll(viewers: number): void {
    for (let viewer = 0; viewer < viewers; viewer++) this.touch(viewer);
  }

  /** Must be called before the codes are read. */
  renew(table: ColumnTable): void {
    if (!this.#stale) return;
    const { codes } = table;
    const [viewers, videos] = [codes.viewer.data, codes.video.data];
    /** By video code: the viewer of whom it was seen last, and one */
    const seen = new Uint32Array(table.dictionaries.video.size);
    for (const row of byViewer(this.#rows(table), table)) {
      const [viewer, video] = [(viewers[row] as number) + 1, videos[row] as number];
      codes.attempt.set(row, video === 0 ? 0 : seen[video] === viewer ? REPEAT : FIRST);
      seen[video] = viewer;
    }
    this.#touched.data.fill(0);
    this.#stale = false;
  }

  /** Views of the touched viewers, oldest first. */
  #rows(table: ColumnTable): Uint32Array {
    const touched = this.#touched.data;
    const dead = table.isDead.data;
    const viewers = table.codes.viewer.data;
    const rows = new Uint32Array(table.rows);
    let count = 0;
    for (let row = 0; row < table.sorted; row++)
      if (touched[viewers[row] as number] === 1 && dead[row] === 0) rows[count++] = row;
    const late: number[] = [];
    for (let row = table.sorted; row < table.rows; row++)
      if (touched[viewers[row] as number] === 1 && dead[row] === 0) late.push(row);
    late.sort((a, b) => table.compare(a, b));
    return merged(rows, count, late, table);
  }
}

/** `rows`, of which `count` are in order, has room for `late` too. */
function merged(rows: Uint32Array, count: number, late: number[], table: ColumnTable): Uint32Array {
  let [from, to] = [count - 1, count + late.length - 1];
  for (let i = late.length - 1; i >= 0; to--) {
    const next = late[i] as number;
    if (from >= 0 && table.compare(rows[from] as number, next) > 0) rows[to] = rows[from--] as number;
    else {
      rows[to] = next;
      i--;
    }
  }
  return rows.subarray(0, count + late.length);
}

/** The rows viewer by viewer, in each as they were. */
function byViewer(rows: Uint32Array, table: ColumnTable): Uint32Array {
  const viewers = table.codes.viewer.data;
  const next = new Uint32Array(table.dictionaries.viewer.size + 1);
  for (const row of rows) {
    const after = (viewers[row] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let viewer = 1; viewer < next.length; viewer++)
    next[viewer] = (next[viewer] as number) + (next[viewer - 1] as number);
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) {
    const viewer = viewers[row] as number;
    ordered[next[viewer] as number] = row;
    next[viewer] = (next[viewer] as number) + 1;
  }
  return ordered;
}
