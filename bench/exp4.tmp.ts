import pg from "pg";
import { ReadPlace } from "../lib/db/read-place";
import { migrate } from "../lib/db/migrate";
import { postgres } from "../lib/db/postgres";
import { openSql } from "../lib/sql/store";
import { overviewBatch, pageOf } from "./asking";
import { timed } from "./figure";
import { NOW } from "./million";
import { askPanels } from "./sql";
const url = process.argv[2] ?? "";
process.env.DATABASE_URL = url;
await migrate(postgres, url);
const store = openSql(new ReadPlace(url, undefined));
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query("SET work_mem = '256MB'; SET jit = off");
const batch = await overviewBatch(store, NOW, pageOf("all"));
const month = await overviewBatch(store, NOW, pageOf("30d"));
console.log(batch.queries.length, month.queries.length);
const panels = askPanels(client);
for (let run = 0; run < 3; run++) {
  const plain = await timed(panels);
  const own = await timed(() => store.run({ ...batch, completionThreshold: 90.1 + run }));
  const m = await timed(() => store.run({ ...month, completionThreshold: 90.1 + run }));
  console.log(Math.round(plain), Math.round(own), (own / plain).toFixed(2), "30d", Math.round(m));
}
await store.close(); process.exit();
