import { batchesOf, type Place } from "../copy/rows";
import type { Connection } from "../db/dialect";
import { dialectOf } from "../db/dialects";
import { listed } from "../db/statement";
import type { Column, Table, Value } from "../db/table";

/** What a user may do and by what they prove who they are: the former database knows better than the backup. */
const ACCESS = ["password_hash", "role", "disabled_at", "totp_secret", "totp_step", "sso_subject"];

/** The addresses of the users of a backup in the making, by themselves. */
export async function usersIn(connection: Connection): Promise<string[]> {
  return (await connection.query("SELECT email FROM users ORDER BY email")).map(({ email }) => String(email));
}

/**
 * Gives the users of a backup in the making the access that they have in the database which it replaces. Returns the
 * addresses of those who are not there: they come back as they were.
 */
export async function keepAccess(
  into: Connection,
  from: Place,
  { here, there }: { here: Table[]; there: Table[] },
): Promise<string[]> {
  const users = here.find(({ name }) => name === "users");
  const former = there.find(({ name }) => name === "users");
  if (!users || !former) return usersIn(into);
  const columns = users.columns.filter(
    ({ name }) => (name === "id" || ACCESS.includes(name)) && former.columns.some((column) => column.name === name),
  );
  const known = new Set<Value>();
  const emails = new Map((await into.query("SELECT id, email FROM users")).map(({ id, email }) => [id, String(email)]));
  await into.begin();
  // No two have the same subject, not even in between; who comes back is connected with single sign-on anew.
  await into.script("UPDATE users SET sso_subject = NULL");
  for await (const batch of batchesOf(from, { ...users, columns }))
    for (const row of batch) {
      const id = row[columns.findIndex(({ name }) => name === "id")] ?? null;
      known.add(id);
      if (emails.has(id)) await update(into, columns, row, id);
    }
  await into.script("COMMIT");
  await keepCodes(into, from, { here, there, known });
  for (const id of await removeDeleted(into)) emails.delete(id);
  return [...emails].flatMap(([id, email]) => (known.has(id as Value) ? [] : email)).toSorted();
}

/** Who was deleted since the backup was made, as the audit log of both tells, unless no administrator were left. */
async function removeDeleted(into: Connection): Promise<unknown[]> {
  const deleted = "id IN (SELECT subject FROM audit_log WHERE action = 'user.deleted')";
  const gone = await into.query(`SELECT id FROM users WHERE ${deleted}`);
  const [left] = await into.query(
    `SELECT id FROM users WHERE NOT ${deleted} AND role = 'administrator' AND disabled_at IS NULL LIMIT 1`,
  );
  if (gone.length === 0 || left === undefined) return [];
  await into.query(`DELETE FROM users WHERE ${deleted}`);
  return gone.map(({ id }) => id);
}

async function update(into: Connection, columns: Column[], row: Value[], id: Value): Promise<void> {
  const { shape } = dialectOf({ DATABASE_URL: "file:" });
  const sets = columns.map(({ name }, i) => `"${name}" = $${i + 1}`).join(", ");
  const values = row.map((value, i) => shape.give(columns[i]?.kind ?? "text", value));
  await into.query(`UPDATE users SET ${sets} WHERE id = $${columns.length + 1}`, [...values, id]);
}

/** Codes in place of a lost device: those that were not used since. */
async function keepCodes(
  into: Connection,
  from: Place,
  { here, there, known }: { here: Table[]; there: Table[]; known: Set<Value> },
): Promise<void> {
  const codes = here.find(({ name }) => name === "recovery_codes");
  if (!codes || !there.some(({ name }) => name === "recovery_codes")) return;
  const columns = codes.columns.map(({ name }) => name);
  const marks = columns.map((_, i) => `$${i + 1}`).join(", ");
  await into.begin();
  for (const id of known) await into.query("DELETE FROM recovery_codes WHERE user_id = $1", [id]);
  for await (const batch of batchesOf(from, codes))
    for (const row of batch)
      await into.query(
        `INSERT INTO recovery_codes (${listed(columns)}) SELECT ${marks}
          WHERE EXISTS (SELECT 1 FROM users WHERE id = $${columns.indexOf("user_id") + 1}) ON CONFLICT DO NOTHING`,
        row,
      );
  await into.script("COMMIT");
}
