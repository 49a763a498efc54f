import { db } from "../db";
import { log } from "../log";
import { erasePerson } from "./erase";
import { applyRules } from "./exclusions";
import { restoreTombstones } from "./graveyard";
import { forgetRecords } from "./leftovers";
import { withoutMentions } from "./mentions";
import { rewriteViews } from "./rewrite";
import { SWEPT } from "./swept";
import { inThread } from "./thread";
import type { Unburied } from "./unburied";

const NOBODY: Unburied = { people: [], records: [], notes: [], mentions: [], segments: [], exclusions: [] };

/**
 * Erases once more whoever a restored backup brought back. A database that was not restored since is not looked through.
 * Returns how many people it were.
 */
export async function sweepErased(): Promise<number> {
  const restored = await restoreTombstones();
  const [counter, swept] = await Promise.all([
    db().read.counter.findFirstOrThrow({ select: { epoch: true } }),
    db().read.setting.findUnique({ where: { key: SWEPT } }),
  ]);
  if (restored === 0 && swept?.value === counter.epoch) return 0;
  const found = await sweepNow();
  if (found > 0) log().warn({ people: found }, "erased people came back with an older database: erased again");
  return found;
}

/** Erases once more whoever was erased and still stands somewhere. Returns how many people it were. */
export async function sweepNow(): Promise<number> {
  const none = (await db().read.tombstone.count()) === 0;
  const { people, ...others } = none ? NOBODY : await inThread("unburied", {});
  for (const { grave, keys } of people)
    for (const value of keys)
      await erasePerson({ by: "viewer", value }, { counted: grave.counted, actor: null, grave });
  await forgetOthers(others);
  const { epoch: value } = await db().read.counter.findFirstOrThrow({ select: { epoch: true } });
  await db().write((tx) =>
    tx.setting.upsert({ where: { key: SWEPT }, create: { key: SWEPT, value }, update: { value } }),
  );
  return people.length;
}

/** What names erased people elsewhere: in quarantine, in others' views, in saved filters and rules. */
async function forgetOthers({ records, notes, mentions, segments, exclusions }: Omit<Unburied, "people">) {
  await forgetRecords(records);
  await forgetRecords(notes, false);
  if (segments.length > 0) await db().write((tx) => tx.segment.deleteMany({ where: { id: { in: segments } } }));
  if (exclusions.length > 0)
    await db().commit(async (tx, revision) => {
      await tx.exclusion.deleteMany({ where: { id: { in: exclusions } } });
      await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    });
  if (mentions.length === 0) return;
  await rewriteViews(mentions, (view, privacy) => {
    const state = withoutMentions(view.state, privacy);
    return state === view.state ? null : { ...view, state };
  });
}

/** Once after the start, with the rules of exclusion; nobody waits for it. */
export function startSweep(): void {
  sweepErased()
    .then(applyRules)
    .catch((error: unknown) =>
      log().error({ error: String(error) }, "it was not looked whether erased people came back"),
    );
}
