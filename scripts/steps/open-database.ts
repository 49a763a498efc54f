import { db } from "../../lib/db";
import { explainStartFailure } from "../../lib/start-failure";

/** Brings the database up to date, or says why it cannot be used and ends. */
export async function openDatabase(): Promise<void> {
  try {
    await db().migrate();
  } catch (error) {
    const explained = explainStartFailure(error, db().url);
    if (explained === null) throw error;
    console.error(explained);
    process.exit(1);
  }
}
