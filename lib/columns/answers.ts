import type { Batch, BatchAnswer } from "../query/query";

const MOST = 64;

/** Answers to the last batches, as long as the table stays as it is. */
export class Answers {
  readonly #held = new Map<string, BatchAnswer>();

  /** What was answered before, or else what `find` finds now. */
  async of(batch: Batch, find: () => Promise<BatchAnswer>): Promise<BatchAnswer> {
    const key = JSON.stringify(batch);
    const held = this.#held.get(key);
    if (held) return held;
    const answer = await find();
    // Large, asked once, and given away with their memory.
    if (batch.queries.some(({ kind }) => kind === "ids")) return answer;
    if (this.#held.size >= MOST) this.#held.delete(this.#held.keys().next().value ?? "");
    this.#held.set(key, answer);
    return answer;
  }

  clear(): void {
    this.#held.clear();
  }
}
