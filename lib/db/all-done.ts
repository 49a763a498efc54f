/** Postgres's in_failed_sql_transaction: refused because another statement failed, so not what went wrong. */
const CONSEQUENCE = "25P02";

/**
 * Waits for all of a transaction's statements that travel together, then throws what failed. Were it thrown at once, what
 * still goes on could write after the rollback.
 */
export async function allDone<const W extends readonly Promise<unknown>[]>(
  work: W,
): Promise<{ -readonly [I in keyof W]: Awaited<W[I]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as { code?: unknown }] : []));
  if (failures.length > 0) throw failures.find((failure) => failure?.code !== CONSEQUENCE) ?? failures[0];
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never;
}
