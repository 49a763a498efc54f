import { rm } from "node:fs/promises";
import { log } from "../log";
import type { Position } from "./feed";
import { partsOf } from "./parts";
import { readSnapshot, writeSnapshot } from "./snapshot";
import type { ColumnTable } from "./table";

/** Fewer views are read from the database as fast. */
const WORTH_KEEPING = 5_000;
const EVERY_MS = 15 * 60_000;

/** Keeps a snapshot of the table in a file, a cache and no more: whatever is wrong with it, the database has it all. */
export class SnapshotKeeper {
  #kept = -1;
  #keptAt = 0;
  #writing: Promise<void> | null = null;

  constructor(readonly file: string) {}

  /** The snapshot's table and its revision; null when there is none of use. */
  async restore(position: Position): Promise<{ table: ColumnTable; revision: number } | null> {
    // One in the making is of the past that was just left, and would come into its place afterwards.
    await this.settled();
    const started = Date.now();
    try {
      const restored = await readSnapshot(this.file, position);
      if (restored === null) return null;
      this.#kept = restored.revision;
      this.#keptAt = Date.now();
      log().info({ views: restored.table.views, ms: Date.now() - started }, "views loaded from the snapshot");
      return restored;
    } catch (error) {
      log().warn({ why: String(error) }, "the snapshot of the views cannot be used: they are read from the database");
      await rm(this.file, { force: true });
      return null;
    }
  }

  /** Begins to write when it is time; must be called while the table does not change. */
  keepIfDue(table: ColumnTable, position: Position): void {
    const due = position.revision !== this.#kept && (this.#kept < 0 || Date.now() - this.#keptAt > EVERY_MS);
    if (due) this.keep(table, position);
  }

  keep(table: ColumnTable, position: Position): void {
    if (this.#writing !== null || table.rows < WORTH_KEEPING || position.revision === this.#kept) return;
    // Else the next start would have to.
    table.firsts.renew(table);
    const { rows, sorted } = table;
    const parts = partsOf(table, table.freeze());
    this.#kept = position.revision;
    this.#keptAt = Date.now();
    this.#writing = writeSnapshot(this.file, parts, { rows, sorted }, { ...position })
      .then(() => log().debug({ views: rows, ms: Date.now() - this.#keptAt }, "snapshot of the views written"))
      .catch((error: unknown) => {
        log().warn({ why: String(error) }, "the snapshot of the views could not be written; it is tried again later");
      })
      .finally(() => {
        table.thaw();
        this.#writing = null;
      });
  }

  /** Waits for what is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}
