import { type Failure, failureOf } from "@/lib/failure";

export type Answer<T> = { value: T } | { failure: Failure };

/** The answer, or why there is none. */
export async function answerOr<T>(answer: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await answer };
  } catch (error) {
    return { failure: await failureOf(error) };
  }
}
