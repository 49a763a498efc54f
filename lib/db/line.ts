import type { Tx } from "../db";

/** As a transaction's first statement: the counter's row lock puts those of several processes in one line. */
export async function waitInLine(tx: Tx): Promise<void> {
  await tx.$executeRaw`UPDATE counter SET revision = revision WHERE id = 1`;
}
