import { ensureBuilt } from "./build.mjs";
import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled } from "./install.mjs";
import { withPrepareLock } from "./lock.mjs";

/** Packages, database clients and (unless told otherwise) the build: whatever of them is out of date. */
export async function prepare({ build = true } = {}) {
  await withPrepareLock(async () => {
    await ensureInstalled(async () => {
      await ensureGenerated();
      if (build) await ensureBuilt();
    });
  });
}
