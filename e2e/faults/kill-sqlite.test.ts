import { afterAll, expect, test } from "vitest";
import { House } from "./house";
import { CYCLES, killCycles } from "./kill-cycles";

const house = new House();
afterAll(() => house.remove());

test(`no acknowledged view is lost by ${CYCLES} kills under load, on SQLite`, { timeout: CYCLES * 30_000 }, () =>
  killCycles(house, async () => {
    expect(await house.ask("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  }),
);
