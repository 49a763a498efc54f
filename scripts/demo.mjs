import path from "node:path";
import { Failure, main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { checkPort, preflight, validate } from "./steps/preflight.mjs";
import { prepare } from "./steps/prepare.mjs";
import { inProject } from "./steps/project.mjs";
import { runNode } from "./steps/run.mjs";
import { serve } from "./steps/serve.mjs";

const USER = { email: "demo@example.com", password: "viewledger demo" };
const MOST_VIEWS = 20_000_000;

help(
  `npm run demo            like npm run up, on a database of its own in ./demo-data, filled with sample data
npm run demo -- --views 100000

Prints the address and a ready user. The sample data is made once: delete ./demo-data for a fresh one.

  --views N     how many views to make, 20000 unless given
  PORT=3000     the port to listen on`,
  ["--views"],
);

const views = wanted();

await main(async () => {
  checkNode();
  process.env.DATA_DIR = path.resolve(inProject(), "demo-data");
  delete process.env.DATABASE_URL;
  process.env.ADMIN_EMAIL = USER.email;
  process.env.ADMIN_PASSWORD = USER.password;
  await preflight();
  await prepare({ build: false });
  const settings = await validate();
  await prepare();
  const { code } = await runNode("node_modules/tsx/dist/cli.mjs", ["prisma/seed/run.ts", "--views", views]);
  if (code !== 0) throw new Failure("The sample data could not be made: the lines above say why.");
  await checkPort(settings.port, settings.host);
  await serve(settings, (address) => {
    console.log(`
Viewledger is running with sample data.
  Address      ${address}
  E-mail       ${USER.email}
  Password     ${USER.password}
Stop it with Ctrl-C.`);
  });
});

/** How many views to make. A wrong number is refused before minutes are spent on installing. */
function wanted() {
  const args = process.argv.slice(2);
  const at = args.findIndex((arg) => /^--views(=|$)/.test(arg));
  if (at === -1) return "20000";
  const text = args[at].includes("=") ? args[at].slice("--views=".length) : (args[at + 1] ?? "");
  if (/^[1-9]\d{0,7}$/.test(text) && Number(text) <= MOST_VIEWS) return text;
  console.error(`--views takes a whole number from 1 to 20,000,000, not ${JSON.stringify(text)}.`);
  process.exit(2);
}
