import { dialectOf } from "../../db/dialects";
import { checksumOf } from "../rows";

/** Counts and checksums of all tables but those of `without`; the epoch, which no two databases share, is left out. */
export async function contents(url: string, without: string[] = []): Promise<Record<string, string>> {
  const dialect = dialectOf({ DATABASE_URL: url });
  const connection = await dialect.connect(url, "read");
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  const found: Record<string, string> = {};
  for (const table of (await dialect.shape.tables(connection)).toSorted(byName)) {
    if (without.includes(table.name)) continue;
    const columns = table.columns.filter(({ name }) => name !== "epoch").toSorted(byName);
    const { rows, sum } = await checksumOf({ dialect, connection }, { ...table, columns });
    found[table.name] = `${rows} ${sum}`;
  }
  await connection.close();
  return found;
}
