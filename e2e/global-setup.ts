import { startPostgres } from "../lib/db/testing/postgres";

/** With E2E_DATABASE=postgres, one real Postgres for the whole run; each server gets a database of its own there. */
export default async function setup() {
  if (process.env.E2E_DATABASE !== "postgres") return;
  const postgres = await startPostgres();
  process.env.E2E_POSTGRES = postgres.url;
  return () => postgres.stop();
}
