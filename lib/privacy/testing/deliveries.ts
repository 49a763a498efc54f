import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { db } from "../../db";
import { env } from "../../env";
import { ingest } from "../../ingest/ingest";
import { recordsOf } from "../../ingest/records";

/** Takes a delivery as the webhook would, with its body in the ledger. */
export async function deliver(body: unknown, receivedAt = Date.now()) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { items } = recordsOf(Buffer.from(text), "application/json", { receivedAt, source: "webhook", keyId: null });
  return ingest(items);
}

/** Where any of the words still stands: in columns of tables, and in files of DATA_DIR, the database's among them. */
export async function placesOf(words: string[]): Promise<string[]> {
  const found = [...(await columnsWith(words)), ...filesWith(env().DATA_DIR, words)];
  return [...new Set(found)].sort();
}

async function columnsWith(words: string[]): Promise<string[]> {
  const { dialect, url } = db();
  const connection = await dialect.connect(url, "read");
  const tables =
    dialect.name === "sqlite"
      ? "SELECT name FROM sqlite_master WHERE type = 'table'"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'";
  const found: string[] = [];
  try {
    for (const { name } of await connection.query(tables))
      for (const row of await connection.query(`SELECT * FROM "${name}"`))
        for (const [column, value] of Object.entries(row)) {
          const text = value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
          if (words.some((word) => text.toLowerCase().includes(word.toLowerCase()))) found.push(`${name}.${column}`);
        }
  } finally {
    await connection.close();
  }
  return found;
}

function filesWith(folder: string, words: string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return words.some((word) => bytes.includes(word));
    })
    .map((file) => path.basename(file));
}
