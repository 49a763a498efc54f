import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./steps/chromium.mjs";
import { Failure, main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { checkNode } from "./steps/node-version.mjs";
import { prepare } from "./steps/prepare.mjs";
import { runNode } from "./steps/run.mjs";

help(`npm run screenshots

Fills a database of its own with sample data, opens every page in Chromium, and writes docs/images: each page at the width
of a screen and of a phone, light and dark. Look at them: nobody else does.

  CHROMIUM_PATH=/path/to/chromium   the browser to use`);

const TSX = "node_modules/tsx/dist/cli.mjs";

await main(async () => {
  checkNode();
  await prepare({ build: true });
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-screenshots-"));
  try {
    const env = { ...process.env, DATA_DIR: folder, CHROMIUM_PATH: await ensureChromium(), LOG_LEVEL: "warn" };
    delete env.DATABASE_URL;
    for (const args of [["prisma/seed/run.ts"], ["scripts/screenshots/take.ts", folder]]) {
      const { code } = await runNode(TSX, args, { env });
      if (code !== 0) throw new Failure("The pictures could not be taken: the lines above say why.");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
