import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { prepare } from "./steps/prepare.mjs";

help(`npm run generate

Installs the packages and generates the Prisma clients of both databases, where they are out of date.`);

await main(async () => {
  checkNode();
  await prepare({ build: false });
});
