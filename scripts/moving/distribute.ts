import { dialectOf } from "../../lib/db/dialects";
import { distribute, requireCitus } from "../../lib/db/distribute";
import { migrate } from "../../lib/db/migrate";
import { env } from "../../lib/env";
import { explained } from "./explained";

const { DATABASE_URL: url } = env();
const dialect = dialectOf(env());
if (dialect.name !== "postgres") {
  console.error(
    "Only Postgres can be distributed: set DATABASE_URL to postgres://… (npm run copy moves a SQLite database there).",
  );
  process.exit(1);
}
try {
  const connection = await dialect.connect(url);
  // First of all: whoever is told that nothing was changed must find no new tables either.
  await requireCitus(connection);
  await migrate(dialect, url);
  const { changed, workers } = await distribute(connection, (table) => console.log(`${table} …`));
  await connection.close();
  for (const { table, place } of changed)
    console.log(
      place === "reference" ? `${table}: a copy on every node` : `${table}: spread by id over ${workers.join(", ")}`,
    );
  console.log(
    changed.length === 0 ? "All tables are where they belong already." : "Done. Start Viewledger with ANALYTICS=sql.",
  );
} catch (error) {
  console.error(explained(error, [url]));
  process.exit(1);
}
