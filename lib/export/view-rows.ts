import { setImmediate } from "node:timers/promises";
import { db, type Target } from "../db";
import { idCount, idsAt } from "../query/packed-ids";

/**
 * So few that other requests, deliveries above all, hardly wait for them, and that they are gone before the collector takes
 * them for things that stay: of 100 at once half the text of an export piled up, 60 MB at a time.
 */
const AT_ONCE = 25;

/**
 * Rows of views in the order of their ids, some at a time, each as an array in the order of `columns`. Views that were
 * deleted since the ids were chosen are left out. Ends early when `signal` aborts.
 */
export async function* viewRows(
  ids: Uint8Array,
  columns: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<unknown[][]> {
  const target: Target = { table: "views", columns: ["id", ...columns, "deleted_at"] };
  for (let at = 0; at < idCount(ids) && !signal.aborted; at += AT_ONCE) {
    const wanted = idsAt(ids, at, AT_ONCE);
    const found = new Map((await db().pick(target, wanted)).map((row) => [row[0], row]));
    const rows = wanted.flatMap((id) => {
      const row = found.get(id);
      return row && row.at(-1) === null ? [row.slice(1, -1)] : [];
    });
    yield rows;
    // A fast reader of a database that answers at once would leave no turn to anybody else.
    await setImmediate();
  }
}
