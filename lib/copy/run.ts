import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { isOutage } from "../db/outage";
import type { Kind, Table, Value } from "../db/table";
import { UNFINISHED_COPY } from "../db/unfinished-copy";
import { Checksum } from "./checksum";
import { type Copied, CopyRefused, type CopyStep } from "./copied";
import { beginProgress, noteProgress, readProgress, type TableProgress } from "./progress";
import { batchesOf, checksumOf, inOrder, keyOf, type Place } from "./rows";

/** A copy under way, between two databases that fit each other. */
export class Copy {
  #rows = 0;
  #of = 0;
  #progress = new Map<string, TableProgress>();
  /** Of tables that this run has read from their first row to their last */
  readonly #checksums = new Map<string, Checksum>();

  constructor(
    readonly source: Place,
    readonly target: Place,
    readonly signal: AbortSignal | undefined,
    readonly onProgress: ((step: CopyStep) => void) | undefined,
  ) {}

  async run(): Promise<Pick<Copied, "complete" | "tables">> {
    const tables = inOrder(await this.#tables());
    await this.#begin(tables);
    await this.#renewParents(tables);
    for (const { name } of tables) this.#of += 2 * (await this.#count(this.source, name));
    for (const table of tables) {
      await this.#copy(table);
      if (this.signal?.aborted) return { complete: false, tables: [] };
    }
    const verified = await this.#verify(tables);
    if (verified === null) return { complete: false, tables: [] };
    await this.#end(tables);
    return { complete: true, tables: verified };
  }

  /** Both have the same, since both have this program's migrations; what they describe must agree all the same. */
  async #tables(): Promise<Table[]> {
    const [ours, theirs] = [
      await this.source.dialect.shape.tables(this.source.connection),
      await this.target.dialect.shape.tables(this.target.connection),
    ];
    const told = (tables: Table[]) =>
      tables
        .map(({ name, columns }) => `${name}(${columns.map((column) => `${column.name} ${column.kind}`).toSorted()})`)
        .toSorted();
    const [mine, others] = [told(ours), told(theirs)];
    const odd = mine.find((text, i) => text !== others[i]) ?? others[mine.length];
    if (odd !== undefined) throw new CopyRefused(`The databases do not have the same tables: ${odd}`);
    return ours;
  }

  async #begin(tables: Table[]): Promise<void> {
    const epoch = await this.#epoch(this.source);
    const found = await readProgress(this.target);
    if (found !== null && found.source !== "") {
      if (found.source !== epoch)
        throw new CopyRefused("The target holds an unfinished copy of another database: name an empty one.");
      this.#progress = found.tables;
      return;
    }
    for (const { name } of tables)
      if (name !== "counter" && (await this.#count(this.target, name, 1)) > 0)
        throw new CopyRefused(
          `The target is not empty (there are rows in its table ${name}): name an empty database. Where it is a copy that was finished, there is nothing left to do.`,
        );
    await beginProgress(this.target.connection, epoch);
  }

  /**
   * What an earlier run copied of tables to which others refer may have changed since: rows of the others would be refused
   * without their parents. Those begin anew, with all that refers to them.
   */
  async #renewParents(tables: Table[]): Promise<void> {
    const parents = new Set(tables.flatMap(({ refersTo }) => refersTo));
    const changed = new Set<string>();
    for (const table of tables) {
      const isOld = parents.has(table.name) && this.#progress.has(table.name);
      const differs = isOld && !(await checksumOf(this.source, table)).equals(await checksumOf(this.target, table));
      if (differs || table.refersTo.some((name) => changed.has(name))) changed.add(table.name);
    }
    if (changed.size > 0) await this.#empty(tables.filter(({ name }) => changed.has(name)));
  }

  async #copy(table: Table): Promise<void> {
    const so = this.#progress.get(table.name) ?? { after: null, rows: 0, done: false };
    this.#rows += so.rows;
    if (so.done) return;
    const checksum = so.after === null ? new Checksum() : null;
    let isFirst = so.after === null;
    for await (const batch of batchesOf(this.source, table, so.after)) {
      so.after = keyOf(table, batch.at(-1) ?? []);
      so.rows += batch.length;
      await this.#store(table, batch, so, isFirst);
      isFirst = false;
      if (checksum) for (const row of batch) checksum.add(row);
      this.#tell(table, "copying", batch.length);
      // SQLite never waits: without this no signal would be heard.
      await turn();
      if (this.signal?.aborted) return;
    }
    so.done = true;
    await this.#store(table, [], so, isFirst);
    if (checksum) this.#checksums.set(table.name, checksum);
  }

  async #store(table: Table, batch: Value[][], so: TableProgress, isFirst: boolean): Promise<void> {
    const { connection, dialect } = this.target;
    const kinds = table.columns.map(({ kind }) => kind);
    await connection.begin();
    try {
      if (isFirst) await connection.script(`DELETE FROM "${table.name}"`);
      const rows = batch.map((row) => row.map((value, i) => dialect.shape.give(kinds[i] as Kind, value)));
      await connection.put(this.#intoOf(table), rows);
      await noteProgress(connection, table.name, so);
      await connection.script("COMMIT");
    } catch (error) {
      // A disk that is full and a connection that is lost have ended the transaction already.
      await connection.script("ROLLBACK").catch(() => undefined);
      if (isOutage(error)) throw error;
      throw new CopyRefused(`Rows of ${table.name} could not be stored: ${String(error)}`, { cause: error });
    }
  }

  readonly #into = new Map<string, { table: string; columns: string[] }>();
  #intoOf({ name, columns }: Table) {
    const into = this.#into.get(name) ?? { table: `"${name}"`, columns: columns.map((column) => column.name) };
    this.#into.set(name, into);
    return into;
  }

  /** Null when it was stopped. A table that differs was copied by an earlier run, and has changed: once more, with those that refer to it. */
  async #verify(tables: Table[]): Promise<Copied["tables"] | null> {
    const verified: Copied["tables"] = [];
    const again = new Set<string>();
    for (const table of tables) {
      const ours = this.#checksums.get(table.name) ?? (await checksumOf(this.source, table));
      const theirs = await checksumOf(this.target, table);
      if (this.signal?.aborted) return null;
      if (!ours.equals(theirs) || table.refersTo.some((name) => again.has(name))) again.add(table.name);
      this.#tell(table, "verifying", ours.rows);
      verified.push({ name: table.name, rows: ours.rows, checksum: ours.sum });
    }
    if (again.size === 0) return verified;
    const changed = tables.filter(({ name }) => again.has(name));
    const wrong = changed.find(({ name }) => this.#checksums.has(name));
    if (wrong !== undefined && !changed.some(({ name }) => !this.#checksums.has(name)))
      throw new CopyRefused(
        `The copy of ${wrong.name} differs from its source: nothing else may write to the target meanwhile. Empty it and begin anew.`,
      );
    await this.#empty(changed);
    for (const table of changed) {
      await this.#copy(table);
      if (this.signal?.aborted) return null;
    }
    return this.#verify(tables);
  }

  /** Children before parents, as foreign keys want it. */
  async #empty(tables: Table[]): Promise<void> {
    const { connection } = this.target;
    await connection.begin();
    for (const { name } of tables.toReversed()) {
      await connection.script(`DELETE FROM "${name}"`);
      await noteProgress(connection, name, { after: null, rows: 0, done: false });
      this.#progress.delete(name);
      this.#checksums.delete(name);
    }
    await connection.script("COMMIT");
  }

  /** A new epoch tells that this is another database than its source, whatever both become. */
  async #end(tables: Table[]): Promise<void> {
    const { connection, dialect } = this.target;
    await connection.begin();
    await connection.query("UPDATE counter SET epoch = $1", [randomUUID()]);
    for (const table of tables) await dialect.shape.settleSequences(connection, table);
    await connection.script(`DROP TABLE ${UNFINISHED_COPY}`);
    await connection.script("COMMIT");
  }

  async #epoch({ connection }: Place): Promise<string> {
    const [row] = await connection.query("SELECT epoch FROM counter");
    return String(row?.epoch);
  }

  async #count({ connection }: Place, table: string, most?: number): Promise<number> {
    const [row] = await connection.query(
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM "${table}" ${most ? `LIMIT ${most}` : ""}) AS rows`,
    );
    return Number(row?.n ?? 0);
  }

  #tell({ name }: Table, doing: CopyStep["doing"], rows: number): void {
    this.#rows += rows;
    this.onProgress?.({ table: name, doing, rows: Math.min(this.#rows, this.#of), of: this.#of });
  }
}
