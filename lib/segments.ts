import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { User } from "./auth/user";
import { db } from "./db";
import { Problem } from "./problem";
import { isPersonal } from "./query/personal";
import { filtersToSearch, parseFilters } from "./query/url";

/** Filters under a name. */
export interface Segment {
  id: string;
  name: string;
  /** Everybody sees it */
  shared: boolean;
  /** Query string without “?”, without order and place */
  search: string;
  /** Whether the reader may delete it */
  own: boolean;
}

const MOST_OF_A_USER = 100;
const schema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(60, "A name has at most 60 characters."),
  shared: z.boolean(),
  search: z.string().max(8_000, "These filters are too many to be kept."),
});

/**
 * The user's own and those that all share, by name. One that names people is left out for who may not see them: without
 * that filter it would mean more views than it says.
 */
export async function segmentsOf(user: User): Promise<Segment[]> {
  const rows = await db().read.segment.findMany({ where: { OR: [{ userId: user.id }, { shared: true }] } });
  return rows
    .filter(({ search }) => user.role !== "viewer" || !namesPeople(search))
    .map(({ id, name, shared, search, userId }) => ({
      id,
      name,
      shared,
      search,
      own: mayDelete(user, { userId, shared }),
    }))
    .sort((a, b) => ((a.name === b.name ? a.id < b.id : a.name < b.name) ? -1 : 1));
}

/** Keeps what can be read of the given filters. Throws a Problem with a sentence for the user. */
export async function saveSegment(user: User, given: { name: string; shared: boolean; search: string }): Promise<void> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Problem(400, parsed.error.issues[0]?.message ?? "These filters cannot be kept.");
  const { name, shared, search } = parsed.data;
  const { filters } = parseFilters(new URLSearchParams(search));
  const kept = filtersToSearch({ ...filters, page: 1, sort: undefined }).toString();
  const { read } = db();
  if ((await read.segment.count({ where: { userId: user.id } })) >= MOST_OF_A_USER)
    throw new Problem(400, `You have ${MOST_OF_A_USER} segments already: delete one first.`);
  await db().write((tx) =>
    tx.segment.create({ data: { id: randomUUID(), userId: user.id, name, shared, search: kept } }),
  );
}

/** Deletes one of the user's own, or one that is shared as an administrator. Others' stay as they are. */
export async function deleteSegment(user: User, id: string): Promise<void> {
  const row = await db().read.segment.findUnique({ where: { id } });
  if (row === null || !mayDelete(user, row)) return;
  await db().write((tx) => tx.segment.deleteMany({ where: { id } }));
}

/** By a search, or by what can name people. */
const namesPeople = (search: string) =>
  [...new URLSearchParams(search).keys()].some((name) => name === "q" || isPersonal(name));

function mayDelete(user: User, { userId, shared }: { userId: string; shared: boolean }): boolean {
  return userId === user.id || (shared && user.role === "administrator");
}
