import { db } from "./db";
import { env } from "./env";
import { log } from "./log";

/** Brings the server up: settings checked, database migrated. A failure ends the process with one clear message. */
export async function start(): Promise<void> {
  env();
  const applied = await db().migrate();
  log().info({ database: db().dialect.name, applied, durability: await db().verifyDurability() }, "database ready");
}
