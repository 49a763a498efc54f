import { db } from "../db";

const MOST = 12;

/** What people call these viewers, each name and address once, at most a dozen. */
export async function namesOf(keys: string[]): Promise<string[]> {
  const rows = await db().read.viewer.findMany({ where: { key: { in: keys.slice(0, 1_000) } } });
  const names = rows.map(({ name, email, customId }) => [name, email].filter(Boolean).join(", ") || customId);
  return [...new Set(names.filter((name): name is string => !!name))].slice(0, MOST);
}
