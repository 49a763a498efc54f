import { randomBytes } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import { currentUser } from "./auth/current-user";
import { db } from "./db";
import { isOutage } from "./db/outage";
import { log } from "./log";
import { Problem } from "./problem";
import { explainStartFailure } from "./start-failure";

/** Why a page, or a part of one, could not be made. */
export interface Failure {
  /** Whether it is the database that failed, which says nothing of what is asked */
  database: boolean;
  /** A sentence that says what to do, where one is known for this failure and this reader */
  advice: string | null;
  /** Under which the server's log says why */
  reference: string;
}

/** Notes in the log why something could not be made, and says what its reader may know. What steers Next is thrown on. */
export async function failureOf(error: unknown): Promise<Failure> {
  unstable_rethrow(error);
  const reference = randomBytes(4).toString("hex");
  log().error({ err: error, reference }, "a page, or a part of one, could not be made");
  return { database: isOutage(error), advice: await adviceFor(error), reference };
}

async function adviceFor(error: unknown): Promise<string | null> {
  if (error instanceof Problem) return error.detail;
  // Where the database is concerns administrators alone.
  const administrates = await currentUser().then(
    (user) => user?.role === "administrator",
    () => false,
  );
  return administrates ? explainStartFailure(error, db().url) : null;
}
