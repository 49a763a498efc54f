import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Sets how V8 collects garbage, which it reads at each collection, so that this may be done while the program runs; on a
 * command line it would be one more thing that whoever runs this has to know.
 *
 * The heap grows at most to twice what is alive between two full collections: under a flood of deliveries the server takes
 * 382 MB. And nothing is put among the old before it was found alive: V8 would do so with what many requests under way hold,
 * and keep all that it refers to until the next full collection (decision 62).
 */
export function tuneCollections(): void {
  setFlagsFromString("--heap-growing-percent=100");
  setFlagsFromString("--no-allocation-site-pretenuring");
}

/**
 * Collects this thread's garbage now and gives its memory back: after work that leaves much behind and is followed by little,
 * V8 would keep both for long.
 */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
}
