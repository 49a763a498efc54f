import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "../db";
import { migrate } from "../db/migrate";
import { sqlite } from "../db/sqlite";
import { newSettling, settleGuarded } from "../ingest/guard";
import type { Incoming } from "../ingest/incoming";
import { readViews, writeViews } from "../ingest/row";
import { privacyState } from "../privacy/state";
import type { Sink } from "./store";

/**
 * Says what would become of records, and writes nothing of them: what they would change is kept in a file of its own for as
 * long as it takes, so that a view that comes twice is judged as it would be.
 */
export async function rehearsal(): Promise<Sink> {
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-rehearsal-"));
  const url = `file:${path.join(folder, "changes.db")}`;
  await migrate(sqlite, url);
  const changes = await sqlite.connect(url);
  // Nothing here is worth a wait for the disk.
  await changes.script("PRAGMA synchronous = OFF");
  const real = await db().dialect.connect(db().url);
  return {
    async take(items: Incoming[]) {
      const ids = [...new Set(items.flatMap(({ record }) => record?.id ?? []))];
      const known = await readViews(changes, ids);
      const others = await readViews(
        real,
        ids.filter((id) => !known.has(id)),
      );
      for (const [id, view] of others) known.set(id, view);
      const settling = newSettling(await privacyState(real), known);
      const outcomes = items.map((incoming) => settleGuarded(incoming, settling).outcome);
      await changes.begin();
      await writeViews(changes, [...settling.changed.values()], 0, "");
      await changes.script("COMMIT");
      return outcomes;
    },
    async close() {
      await real.close();
      await changes.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
