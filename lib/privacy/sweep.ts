import { db } from "../db";
import { log } from "../log";
import { erasePerson } from "./erase";
import { applyRules } from "./exclusions";
import { restoreTombstones } from "./graveyard";
import { inThread } from "./thread";

/** In the settings table: the epoch of the database in which nobody who was erased is left. */
const KEY = "privacy.swept";

/**
 * Erases once more whoever a restored backup brought back. A database that was not restored since is not looked through.
 * Returns how many people it were.
 */
export async function sweepErased(): Promise<number> {
  const restored = await restoreTombstones();
  const [counter, swept] = await Promise.all([
    db().read.counter.findFirstOrThrow({ select: { epoch: true } }),
    db().read.setting.findUnique({ where: { key: KEY } }),
  ]);
  if (restored === 0 && swept?.value === counter.epoch) return 0;
  const people = (await db().read.tombstone.count()) === 0 ? [] : await inThread("unburied", {});
  for (const { grave, keys } of people)
    for (const value of keys)
      await erasePerson({ by: "viewer", value }, { counted: grave.counted, actor: null, grave });
  if (people.length > 0)
    log().warn({ people: people.length }, "erased people came back with an older database: erased again");
  const { epoch: value } = await db().read.counter.findFirstOrThrow({ select: { epoch: true } });
  await db().write((tx) => tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } }));
  return people.length;
}

/** Once after the start, with the rules of exclusion; nobody waits for it. */
export function startSweep(): void {
  sweepErased()
    .then(applyRules)
    .catch((error: unknown) =>
      log().error({ error: String(error) }, "it was not looked whether erased people came back"),
    );
}
