import type { Connection } from "../dialect";

/**
 * Lets a test's database look as if Citus were in it: what this program asks of the extension is there, as plain tables and
 * functions that note what they were called with in `citus_calls`. So all that is done otherwise on a cluster is done, on
 * one server. It needs a superuser.
 */
export async function lookLikeCitus(connection: Connection, { workers = 2 } = {}): Promise<void> {
  await connection.script(`
    SET allow_system_table_mods = on;
    INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
      SELECT max(oid::bigint)::oid::bigint + 100000, 'citus', 10, 'pg_catalog'::regnamespace, FALSE, '13.0-1' FROM pg_extension;
    RESET allow_system_table_mods;
    CREATE SCHEMA cluster;
    CREATE TABLE cluster.pg_dist_node AS SELECT 'worker-' || n AS nodename, 5432 AS nodeport, 'primary' AS noderole, TRUE AS shouldhaveshards
      FROM generate_series(1, ${Math.trunc(workers)}) n;
    CREATE TABLE cluster.pg_dist_partition (logicalrelid regclass, partmethod "char");
    CREATE TABLE cluster.citus_calls (id serial, call text);
    CREATE FUNCTION cluster.create_reference_table(named regclass) RETURNS void LANGUAGE sql AS $$
      INSERT INTO cluster.pg_dist_partition VALUES (named, 'n');
      INSERT INTO cluster.citus_calls (call) VALUES ('reference ' || named) $$;
    CREATE FUNCTION cluster.create_distributed_table(named regclass, own text) RETURNS void LANGUAGE sql AS $$
      INSERT INTO cluster.pg_dist_partition VALUES (named, 'h');
      INSERT INTO cluster.citus_calls (call) VALUES ('distributed ' || named || ' by ' || own) $$;
    CREATE FUNCTION cluster.truncate_local_data_after_distributing_table(named regclass) RETURNS void LANGUAGE sql AS $$
      INSERT INTO cluster.citus_calls (call) VALUES ('local rows of ' || named || ' removed') $$;
    SET search_path = public, cluster;`);
}
