import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { House } from "./house";
import { CYCLES, killCycles } from "./kill-cycles";

let postgres: RealPostgres;
let house: House;
beforeAll(async () => {
  postgres = await startPostgres();
  house = new House({ DATABASE_URL: postgres.url });
});
afterAll(async () => {
  await house.remove();
  await postgres.stop();
});

test(`no acknowledged view is lost by ${CYCLES} kills under load, on Postgres`, { timeout: CYCLES * 30_000 }, () =>
  killCycles(house, async () => {
    expect(await house.ask("SELECT current_setting('fsync') AS fsync")).toEqual([{ fsync: "on" }]);
  }),
);
