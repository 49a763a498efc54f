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

help(
  `npm run demo            like npm run up, on a database of its own in ./demo-data, filled with sample data
npm run demo -- --views 100000

Prints the address and a ready user. The sample data is made once: delete ./demo-data for a fresh one.

  --views N     how many views to make, 20000 unless given
  PORT=3000     the port to listen on`,
  ["--views"],
);

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
  const views = process.argv.indexOf("--views");
  const args = ["prisma/seed/run.ts", ...(views === -1 ? [] : process.argv.slice(views, views + 2))];
  const { code } = await runNode("node_modules/tsx/dist/cli.mjs", args);
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
