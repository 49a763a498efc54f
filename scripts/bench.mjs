import { main } from "./steps/failure.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { prepare } from "./steps/prepare.mjs";
import { runNode } from "./steps/run.mjs";

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(`npm run bench                        every benchmark, each figure with its goal
npm run bench -- overview            one of them
npm run bench -- --json FILE         writes the figures as JSON as well`);
  process.exit(0);
}

await main(async () => {
  checkNode();
  await prepare({ build: true });
  const { code } = await runNode("node_modules/tsx/dist/cli.mjs", ["bench/run.ts", ...args], {
    env: { ...process.env, LOG_LEVEL: "warn" },
  });
  process.exit(code);
});
