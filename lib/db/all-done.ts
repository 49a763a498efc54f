/**
 * What Postgres says where another statement failed before, so not what went wrong: in_failed_sql_transaction, which is nothing
 * else ever, and invalid_sql_statement_name, where the statement that should have given the name was refused so.
 */
const CONSEQUENCES: readonly unknown[] = ["26000", "25P02"];

/** The lower, the likelier it is the cause. */
const rank = (failure: { code?: unknown } | null | undefined) => CONSEQUENCES.indexOf(failure?.code);

/**
 * Waits for all of a transaction's statements that travel together, then throws what failed. Were it thrown at once, what
 * still goes on could write after the rollback.
 */
export async function allDone<const W extends readonly Promise<unknown>[]>(
  work: W,
): Promise<{ -readonly [I in keyof W]: Awaited<W[I]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as { code?: unknown }] : []));
  // Failures of equal rank stay in order.
  const [cause] = failures.toSorted((a, b) => rank(a) - rank(b));
  if (failures.length > 0) throw cause;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never;
}
