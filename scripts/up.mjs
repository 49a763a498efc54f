import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { checkPort, preflight, validate } from "./steps/preflight.mjs";
import { prepare } from "./steps/prepare.mjs";
import { loadEnvFile } from "./steps/project.mjs";
import { serve } from "./steps/serve.mjs";

help(`npm run up

Starts Viewledger: installs, generates and builds what changed since the last time, brings the database up to date and
listens on http://localhost:3000. Stop it with Ctrl-C.

Settings come from the environment or a file .env; all have defaults. The most used:
  PORT=3000            the port to listen on
  HOST=127.0.0.1       the address to listen on; 0.0.0.0 for all
  APP_URL=https://…    the public address, when people reach it under another one
  DATA_DIR=./data      where the database and the generated secret are kept
  DATABASE_URL=…       file:/path/to.db or postgres://user:password@host/database
README.md lists them all.`);

await main(async () => {
  checkNode();
  loadEnvFile();
  await preflight();
  await prepare({ build: false });
  const settings = await validate();
  await prepare();
  await checkPort(settings.port, settings.host);
  await serve(settings, (address) => {
    console.log(`
Viewledger is running.
  Address      ${address}
  Webhook URL  ${new URL("/api/webhooks/views", address)}
Stop it with Ctrl-C.`);
  });
});
