import { dialectOf } from "../../lib/db/dialects";
import { migrate } from "../../lib/db/migrate";

/** Migrates the database DATABASE_URL with the folder of migrations given: a process of its own, to be killed. */
const { DATABASE_URL = "" } = process.env;
migrate(dialectOf({ DATABASE_URL }), DATABASE_URL, process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
