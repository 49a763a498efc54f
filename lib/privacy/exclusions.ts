import { randomUUID } from "node:crypto";
import { audit } from "../audit";
import { normalEmail } from "../auth/user";
import { db, type Tx } from "../db";
import { looksLikeKey } from "../ingest/viewer-key";
import { Problem } from "../problem";
import { isExcluded, type Rules } from "./rules";

export interface Exclusion {
  id: string;
  kind: "email" | "domain" | "viewer";
  value: string;
  /** Of a viewer key: what people call them, where that is known */
  name: string | null;
  createdAt: string;
}

type Rule = Pick<Exclusion, "kind" | "value">;

/** Viewers read in one step, and changed by one transaction. */
const STEP = 2_000;
const WRITE_STEP = 200;
const MOST = 1_000;
const DOMAIN = /^(?=.{3,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]+$/u;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const KEY = /^[\w-]{1,200}$/;

/** The rules in force, newest first. */
export async function listExclusions(): Promise<Exclusion[]> {
  const rows = await db().read.exclusion.findMany({ orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
  const keys = rows.flatMap(({ kind, value }) => (kind === "viewer" ? value : []));
  const viewers = await db().read.viewer.findMany({ where: { key: { in: keys } } });
  const names = new Map(viewers.map(({ key, name, email, customId }) => [key, name ?? email ?? customId]));
  return rows.map(({ id, kind, value, createdAt }) => ({
    id,
    kind: kind as Exclusion["kind"],
    value,
    name: names.get(value) ?? null,
    createdAt: new Date(Number(createdAt)).toISOString(),
  }));
}

/** How many viewers are left out of the figures now. */
export function excludedViewers(): Promise<number> {
  return db().read.viewer.count({ where: { excluded: true } });
}

/** What a text means: an address, a domain (with or without “@” before it), or a viewer key. Null: none of these. */
export function readRule(text: string): Rule | null {
  const value = normalEmail(text);
  if (EMAIL.test(value)) return { kind: "email", value };
  const domain = value.replace(/^@/, "");
  if (DOMAIN.test(domain)) return { kind: "domain", value: domain };
  return KEY.test(text.trim()) ? { kind: "viewer", value: text.trim() } : null;
}

/** The rule that a text stands for; a custom id stands for the viewer who has it. Throws a Problem with a sentence for the user. */
async function meant(text: string): Promise<Rule> {
  const rule = readRule(text);
  const id = text.trim();
  if (rule?.kind === "email" || rule?.kind === "domain") return rule;
  const viewers = await db().read.viewer.findMany({
    where: { OR: [{ key: id }, { customId: id }] },
    select: { key: true },
    take: 2,
  });
  if (viewers.length > 1) throw new Problem(400, "Several viewers have this custom id: exclude each by its own key.");
  const [viewer] = viewers;
  if (viewer) return { kind: "viewer", value: viewer.key };
  if (rule === null)
    throw new Problem(400, "Enter an e-mail address, a domain such as example.com, a custom id or a viewer’s key.");
  if (!looksLikeKey(id))
    throw new Problem(
      400,
      "No viewer has this custom id or key. A domain ends with a dot and letters, as example.com does.",
    );
  return rule;
}

/** Whether a viewer is left out, and the rule that names the viewer's key; null where only an address or domain does. */
export async function exclusionOf(key: string): Promise<{ excluded: boolean; rule: string | null }> {
  const [viewer, rule] = await Promise.all([
    db().read.viewer.findUnique({ where: { key }, select: { excluded: true } }),
    db().read.exclusion.findUnique({ where: { kind_value: { kind: "viewer", value: key } } }),
  ]);
  return { excluded: viewer?.excluded ?? false, rule: rule?.id ?? null };
}

/**
 * Leaves viewers out of all figures, until the rule is taken back. Throws a Problem with a sentence for the user. The rule
 * holds at once for what is delivered; viewers who are known already are gone through in small steps.
 */
export async function exclude(wanted: string | Rule, actor: string | null): Promise<void> {
  const rule = typeof wanted === "string" ? await meant(wanted) : wanted;
  if ((await db().read.exclusion.count()) >= MOST)
    throw new Problem(400, `There are ${MOST} rules already: take one back first.`);
  await db().commit(async (tx, revision) => {
    if (await tx.exclusion.findUnique({ where: { kind_value: rule } }))
      throw new Problem(400, "This is in the list already.");
    const id = randomUUID();
    await tx.exclusion.create({ data: { id, ...rule, createdAt: Date.now() } });
    // A viewer of whom no name is known has no row so far.
    if (rule.kind === "viewer")
      await tx.viewer.upsert({
        where: { key: rule.value },
        create: { key: rule.value, excluded: true, revision },
        update: { excluded: true, revision },
      });
    await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    await audit(tx, { actor, action: "viewers.excluded", subject: id, details: { by: rule.kind } });
  });
  await applyRules();
}

/** Takes a rule back: whoever it alone left out counts again, with all their views. */
export async function include(id: string, actor: string | null): Promise<void> {
  await db().commit(async (tx, revision) => {
    const rule = await tx.exclusion.findUnique({ where: { id } });
    if (rule === null) return;
    await tx.exclusion.delete({ where: { id } });
    await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    await audit(tx, { actor, action: "viewers.included", subject: id, details: { by: rule.kind } });
  });
  await applyRules();
}

/** Brings what viewers' rows say in line with the rules; what is cut off is made good by the next time. */
export async function applyRules(): Promise<void> {
  const rules = await rulesOf(db().read);
  const ruled = rules.emails.size + rules.domains.size + rules.viewers.size > 0;
  if (!ruled && (await excludedViewers()) === 0) return;
  for (let after = ""; ; ) {
    const rows = await db().read.viewer.findMany({
      where: { key: { gt: after } },
      orderBy: { key: "asc" },
      take: STEP,
      select: { key: true, email: true, excluded: true },
    });
    const wrong = rows.filter(({ key, email, excluded }) => isExcluded(rules, key, email) !== excluded);
    for (let from = 0; from < wrong.length; from += WRITE_STEP)
      await correct(wrong.slice(from, from + WRITE_STEP).map(({ key }) => key));
    if (rows.length < STEP) return;
    after = rows.at(-1)?.key ?? after;
  }
}

/** Looked at again inside the transaction: an address may have come meanwhile, or another rule. */
function correct(keys: string[]): Promise<void> {
  return db().commit(async (tx, revision) => {
    const rules = await rulesOf(tx);
    const rows = await tx.viewer.findMany({ where: { key: { in: keys } }, select: { key: true, email: true } });
    for (const excluded of [true, false]) {
      const some = rows.filter(({ key, email }) => isExcluded(rules, key, email) === excluded);
      await tx.viewer.updateMany({
        where: { key: { in: some.map(({ key }) => key) }, excluded: !excluded },
        data: { excluded, revision },
      });
    }
  });
}

async function rulesOf(from: Pick<Tx, "exclusion">): Promise<Rules> {
  const rows = await from.exclusion.findMany({ select: { kind: true, value: true } });
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ value }) => value));
  return { emails: of("email"), domains: of("domain"), viewers: of("viewer") };
}
