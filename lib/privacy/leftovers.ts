import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "../db";
import { env } from "../env";
import { historyJob } from "../history/job";
import { type Elsewhere, type Sought, soughtOf, withoutNamed } from "./elsewhere";
import { matcher } from "./matcher";
import type { Person } from "./person";
import { rewriteViews } from "./rewrite";
import { inThread } from "./thread";

const AT_ONCE = 200;
const DAY_MS = 86_400_000;
const STALE_MS = 10 * 60_000;

/** Where somebody is named outside their own views. */
export const elsewhere = (who: Person): Promise<Elsewhere> => inThread("elsewhere", soughtOf(who));

/** How many records in quarantine name somebody: a part of `elsewhere` for which nobody waits long. */
export const quarantinedOf = (who: Person): Promise<number> => inThread("records", { texts: soughtOf(who).texts });

/**
 * What names the person beside their views: quarantined bytes, kept bodies and fields of others' views, notes of files,
 * saved filters, and what an import left. Returns what it was.
 */
export async function forgetElsewhere(who: Person): Promise<Elsewhere> {
  const { texts, keys } = who;
  const sought = soughtOf(who);
  const found = await inThread("elsewhere", sought);
  await forgetRecords(found.records);
  await forgetRecords(found.bodies);
  await forgetRecords(found.notes, false);
  await forgetFields(found.views, sought);
  await forgetSegments([...texts, ...keys]);
  await forgetExclusions(texts);
  await forgetImports(texts);
  return found;
}

async function forgetFields(ids: string[], sought: Sought): Promise<void> {
  const without = withoutNamed(sought);
  await rewriteViews(ids, (view) => {
    const state = view.deletedAt === null ? without(view.state) : null;
    return state && { ...view, state };
  });
}

/** A store that follows the database makes its snapshot anew; what a process that died was writing is nobody's. */
export function forgetSnapshots(): void {
  const folder = env().DATA_DIR;
  // With Postgres and AUTH_SECRET, nothing may have needed it so far.
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (name === "columns.snapshot" || (/^columns\.snapshot\.\d+\.tmp$/.test(name) && age > STALE_MS))
      rmSync(file, { force: true });
  }
}

/** Without its bytes a record cannot be replayed: nobody need wait for it any more. */
export async function forgetRecords(ids: string[], bodies = true): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const where = { id: { in: ids.slice(from, from + AT_ONCE) } };
    await db().write(async (tx) => {
      if (bodies)
        await tx.delivery.updateMany({
          where: { ...where, state: "open" },
          data: { state: "dismissed", dismissedAt: Date.now() },
        });
      await tx.delivery.updateMany({ where, data: { ...(bodies && { body: null }), path: null, origin: null } });
    });
  }
}

/** Without a filter that names the person they would mean more than they say, so they go as a whole. */
async function forgetSegments(texts: string[]): Promise<void> {
  if (texts.length === 0) return;
  const matches = matcher(texts);
  const segments = await db().read.segment.findMany({ select: { id: true, name: true, search: true } });
  const ids = segments.filter(({ name, search }) => matches(`${name} ${search}`)).map(({ id }) => id);
  if (ids.length > 0) await db().write((tx) => tx.segment.deleteMany({ where: { id: { in: ids } } }));
}

async function forgetExclusions(texts: string[]): Promise<void> {
  const addresses = texts.map((text) => text.toLowerCase().normalize("NFC"));
  await db().commit(async (tx, revision) => {
    const { count } = await tx.exclusion.deleteMany({ where: { kind: "email", value: { in: addresses } } });
    if (count > 0) await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
  });
}

/** A file that a job was cut off from, and how the last job went, if that names the person. */
async function forgetImports(texts: string[]): Promise<void> {
  const job = await historyJob();
  if (job?.state === "receiving" || job?.state === "running") return;
  rmSync(path.join(env().DATA_DIR, "uploads"), { recursive: true, force: true });
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith("viewledger-rehearsal-"))) {
    const folder = path.join(tmpdir(), name);
    const at = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - at > DAY_MS) rmSync(folder, { recursive: true, force: true });
  }
  if (job && texts.length > 0 && matcher(texts)(JSON.stringify(job)))
    await db().write((tx) => tx.setting.deleteMany({ where: { key: "history.job" } }));
}
