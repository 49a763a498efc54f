import { randomBytes } from "node:crypto";
import { audit } from "../audit";
import { db } from "../db";
import { Mutex } from "../db/mutex";
import { isPseudonym, newPseudonym } from "../ingest/viewer-key";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { countOf } from "./elsewhere";
import { keepTombstones } from "./graveyard";
import { type Identifier, tombstoneDigest } from "./identifiers";
import { elsewhere, forgetElsewhere, forgetSnapshots } from "./leftovers";
import { type Asked, isPersonal, type Person } from "./person";
import { erased, rewriteViews } from "./rewrite";
import { type Grave, graveOf, privacyState } from "./state";
import { inThread } from "./thread";
import { lay, noteChange } from "./tombstones";

export interface Erased {
  /** The key that stands for the person from now on */
  pseudonym: string;
  views: number;
  /** Quarantined records whose bytes named the person */
  quarantined: number;
  /** Deliveries and views of others that named the person */
  others: number;
  /** Whether something they were known by is still held: in another's view, or as a user's address */
  isLeft: boolean;
}

export interface Choice {
  /** Whether the views go on counting, for one viewer without a name */
  counted: boolean;
  /** The user's id; null: the server by itself */
  actor: string | null;
  /** Who it is already, where the erasure is done once more */
  grave?: Grave;
  /** Told how many views are erased, of how many */
  onProgress?: (done: number, of: number) => void;
}

const DELETE_AT_ONCE = 500;

/** Everything that is held of somebody, or would be erased. */
export async function person(asked: Asked): Promise<Person> {
  return inThread("person", { asked, hmacKey: await readHmacKey() });
}

async function readHmacKey(): Promise<string> {
  return (await db().read.counter.findFirstOrThrow({ select: { hmacKey: true } })).hmacKey;
}

/**
 * Erases somebody everywhere: from views, names, kept deliveries, quarantine, saved filters, exclusions, what an import left,
 * the store and its snapshot; on SQLite also from the file's unused space. Tombstones come first, so that what is delivered
 * meanwhile is without personal data already. It can be repeated, and goes on where it was cut off. Null: nobody is known so.
 */
export function erasePerson(asked: Asked, choice: Choice): Promise<Erased | null> {
  return oncePerProcess("privacy.erasing", () => new Mutex()).run(() => erase(asked, choice));
}

async function erase(asked: Asked, choice: Choice): Promise<Erased | null> {
  const before = await person(asked);
  if (!(await isKnown(before))) return null;
  const grave = await dig(asked, before, choice);
  // What came while the tombstones were not yet there.
  const now = await person(asked);
  const found = unite(before, now);
  await dig(asked, found, { ...choice, grave });
  // Before the views, which say what else to look for: whoever is cut off here begins with the same.
  const others = await forgetElsewhere(found);
  const hmacKey = await readHmacKey();
  let done = 0;
  choice.onProgress?.(done, found.views.length);
  const views = await rewriteViews(found.views, erased(grave, Date.now()), async (connection, some) => {
    await lay(connection, viewIdentifiers(some.map(({ state }) => state.id)), grave, hmacKey);
    done += some.length;
    choice.onProgress?.(done, found.views.length);
  });
  const quarantined = others.records.length;
  await forgetPerson(found, grave, choice, { views, quarantined });
  forgetSnapshots();
  await keepTombstones();
  const isLeft = await inThread("clean", { texts: found.texts.filter(isPersonal) });
  if (isLeft)
    log().warn(
      "what an erased person was known by still stands in the database: in another’s view, or a user’s address",
    );
  return {
    pseudonym: grave.pseudonym,
    views,
    quarantined,
    others: countOf(others) - quarantined,
    isLeft,
  };
}

/** By views, by names, by an erasure that may have been cut off, or by what others' deliveries say. */
async function isKnown(who: Person): Promise<boolean> {
  if (who.views.length > 0) return true;
  if ((await db().read.viewer.count({ where: { key: { in: who.keys } } })) > 0) return true;
  const hmacKey = await readHmacKey();
  const digests = who.identifiers.map((one) => tombstoneDigest(one, hmacKey));
  if ((await db().read.tombstone.count({ where: { digest: { in: digests } } })) > 0) return true;
  return countOf(await elsewhere(who)) > 0;
}

function unite(a: Person, b: Person): Person {
  const both = <T>(one: T[], other: T[]) => [...new Set([...one, ...other])];
  const identifiers = new Map([...a.identifiers, ...b.identifiers].map((one) => [`${one.kind} ${one.value}`, one]));
  return {
    keys: both(a.keys, b.keys),
    viewers: b.viewers,
    views: both(a.views, b.views),
    identifiers: [...identifiers.values()],
    shared: b.shared,
    texts: both(a.texts, b.texts),
  };
}

const viewIdentifiers = (ids: string[]): Identifier[] => ids.map((value) => ({ kind: "view", value }));

/** Lays the person's tombstones; those of views come with their erasure. Who was erased before under one of these identifiers stays the same person, by the newest choice. */
function dig(asked: Asked, { views, identifiers }: Person, { counted, grave }: Choice): Promise<Grave> {
  return db().commitRows(async (connection, taken) => {
    const revision = await taken;
    const state = await privacyState(connection);
    const own = asked.by === "viewer" && isPseudonym(asked.value) ? asked.value : null;
    const pseudonym =
      grave?.pseudonym ??
      own ??
      graveOf(state, [...identifiers, ...viewIdentifiers(views)])?.pseudonym ??
      newPseudonym();
    const flag = connection.flag(counted);
    await connection.query("UPDATE tombstones SET counted = $1, erased_at = $2 WHERE pseudonym = $3", [
      flag,
      Date.now(),
      pseudonym,
    ]);
    await lay(connection, identifiers, { pseudonym, counted }, state.hmacKey);
    await noteChange(connection, revision);
    return { pseudonym, counted };
  });
}

/** Names go, whoever follows the views forgets what it holds, and what was done is noted. */
async function forgetPerson(
  { keys, views: ids }: Person,
  { pseudonym, counted }: Grave,
  { actor }: Choice,
  details: { views: number; quarantined: number },
): Promise<void> {
  const names = [...keys.filter((key) => key !== pseudonym), ...ids.map((id) => `v-${id}`)];
  const epoch = () => randomBytes(16).toString("hex");
  for (let from = 0; from < names.length; from += DELETE_AT_ONCE) {
    const some = names.slice(from, from + DELETE_AT_ONCE);
    await db().commit(async (tx, revision) => {
      const rules = await tx.exclusion.deleteMany({ where: { kind: "viewer", value: { in: some } } });
      const hidden = await tx.viewer.deleteMany({ where: { key: { in: some }, excluded: true } });
      const shown = await tx.viewer.deleteMany({ where: { key: { in: some } } });
      // Whoever follows learns of no row that is gone: were it cut off here, their names would stay.
      if (hidden.count + shown.count > 0) await tx.counter.update({ where: { id: 1 }, data: { epoch: epoch() } });
      await tx.viewerLink.deleteMany({ where: { OR: [{ key: { in: some } }, { former: { in: some } }] } });
      // Who was left out of the figures stays so under the new key.
      if (rules.count + hidden.count === 0 || !counted) return;
      const value = { kind: "viewer", value: pseudonym };
      await tx.exclusion.upsert({
        where: { kind_value: value },
        create: { id: pseudonym, ...value, createdAt: Date.now() },
        update: {},
      });
      await tx.viewer.upsert({
        where: { key: pseudonym },
        create: { key: pseudonym, excluded: true, revision },
        update: { excluded: true, revision },
      });
      await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    });
  }
  await db().commit(async (tx, revision) => {
    await tx.counter.update({ where: { id: 1 }, data: { epoch: epoch(), privacyRevision: revision } });
    await audit(tx, {
      actor,
      action: "person.erased",
      subject: pseudonym,
      details: { ...details, counts: counted ? "kept" : "dropped" },
    });
  });
}
