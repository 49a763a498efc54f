import type { Connection } from "./dialect";

/** Why a database cannot be distributed, in words for whoever asked. */
export class DistributionRefused extends Error {
  override name = "DistributionRefused";
}

/** Oldest version whose planner was tried with what this program asks. */
const OLDEST = 11;

/**
 * What becomes of tables, in this order: a whole copy on every node for those that reports join or look up beside views, views
 * spread by id. All others stay as they are on the coordinator.
 */
const PLACES = [
  ["videos", "reference"],
  ["viewers", "reference"],
  ["views", "distributed"],
] as const;

export interface Distributed {
  /** By table, what was done now; tables that are where they belong already are not among them */
  changed: { table: string; place: "distributed" | "reference" }[];
  workers: string[];
}

/**
 * Spreads the views of a migrated database over the workers of its Citus cluster. Each table in a step of its own: what
 * was cut off goes on where it stopped. Nobody must write meanwhile. Throws DistributionRefused.
 */
export async function distribute(connection: Connection, onTable: (table: string) => void): Promise<Distributed> {
  await requireCitus(connection);
  const workers = (
    await connection.query(
      "SELECT nodename || ':' || nodeport AS worker FROM pg_dist_node WHERE noderole = 'primary' AND shouldhaveshards ORDER BY 1",
    )
  ).map(({ worker }) => String(worker));
  if (workers.length === 0)
    throw new DistributionRefused(
      "The cluster has no worker that takes shards. Add one on the coordinator: SELECT citus_add_node('worker-1', 5432).",
    );
  const rows = await connection.query(
    "SELECT logicalrelid::text AS name FROM pg_dist_partition WHERE partmethod IN ('h', 'n')",
  );
  const placed = new Set(rows.map(({ name }) => String(name).replace(/^public\./, "")));
  const changed: Distributed["changed"] = [];
  for (const [table, place] of PLACES) {
    if (placed.has(table)) continue;
    onTable(table);
    await connection.query(
      place === "reference" ? "SELECT create_reference_table($1)" : "SELECT create_distributed_table($1, 'id')",
      [table],
    );
    changed.push({ table, place });
  }
  // What each table held stays behind on the coordinator, unseen: on its disk, and out of reach of any erasure.
  for (const [table] of PLACES)
    await connection.query("SELECT truncate_local_data_after_distributing_table($1)", [table]);
  return { changed, workers };
}

/** Whether a database can be distributed at all; throws DistributionRefused. */
export async function requireCitus(connection: Connection): Promise<void> {
  const [installed] = await connection.query("SELECT extversion FROM pg_extension WHERE extname = 'citus'");
  if (installed === undefined) {
    const [available] = await connection.query("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'");
    throw new DistributionRefused(
      available === undefined
        ? "This Postgres has no Citus, and nothing was changed. Install the extension on the coordinator and on every worker (docs/scaling.md), or stay with one Postgres and its replicas."
        : "Citus is there, but not switched on in this database, and nothing was changed. Run CREATE EXTENSION citus here and on every worker, then add the workers (docs/scaling.md).",
    );
  }
  const version = String(installed.extversion);
  if (Number.parseInt(version, 10) < OLDEST)
    throw new DistributionRefused(`Citus ${version} is too old: ${OLDEST} or newer is needed. Nothing was changed.`);
}
