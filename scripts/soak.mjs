import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { prepare } from "./steps/prepare.mjs";
import { TOOLS } from "./steps/project.mjs";
import { runNode, seconds } from "./steps/run.mjs";

help(`npm run soak

The tests of faults at length, about ten minutes: 50 kills of the server under load on SQLite and as many on Postgres, 20
restarts of Postgres, 20 orderly stops, and full disks. After each, every acknowledged view must be there.

  FAULT_CYCLES=50     kills on each database
  FAULT_RESTARTS=20   restarts of Postgres
  FAULT_STOPS=20      orderly stops`);

await main(async () => {
  checkNode();
  await prepare();
  const began = Date.now();
  const { code } = await runNode(TOOLS.vitest, ["run", "--config", "e2e/faults/vitest.config.ts"], {
    env: { FAULT_CYCLES: "50", FAULT_RESTARTS: "20", FAULT_STOPS: "20", ...process.env, NODE_ENV: "test" },
  });
  console.log(
    code === 0 ? `Nothing was lost (${seconds(began)}).` : `Something failed: see above (${seconds(began)}).`,
  );
  process.exit(code);
});
