import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Sets how V8 collects garbage, which it reads at each collection, so that this may be done while the program runs; on a
 * command line it would be one more thing that whoever runs this has to know.
 *
 * The heap grows at most by half of what is alive between two full collections (decision 66). And nothing is put among the old
 * before it was found alive: V8 would do so with what many requests under way hold, and keep all that it refers to until the
 * next full collection (decision 62).
 */
export function tuneCollections(): void {
  setFlagsFromString("--heap-growing-percent=50");
  setFlagsFromString("--no-allocation-site-pretenuring");
}

/** Of all, or of what is young; of anything else it makes the latter in Node.js 20. */
type Collect = (options?: { type: "minor" }) => void;

/** V8's own, which it hands out to contexts made after it was told to. */
let collect: Collect | null = null;
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  collect ??= runInNewContext("gc") as Collect;
  return collect;
}

/**
 * Collects this thread's garbage now and gives its memory back: after work that leaves much behind and is followed by little,
 * V8 would keep both for long.
 */
export function collectGarbage(): void {
  collector()();
}

const SOON_MS = 10;
let isDue = false;
/** The least bytes of arrays seen since all was collected */
let least = Number.POSITIVE_INFINITY;

/**
 * Collects what was made lately, in a moment, for about 1 ms, so that large arrays of a batch that is answered are used again
 * by the next one. What stands for megabytes is a small object: V8 would let dozens of them lie until its heap is full. Those of a
 * batch that took long outlive that: once this thread's arrays are `most` bytes more than they were, all is collected, for about
 * 20 ms, if `isIdle`.
 */
export function collectSoon(most = Number.POSITIVE_INFINITY, isIdle: () => boolean = () => true): void {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    collector()({ type: "minor" });
    const { arrayBuffers } = process.memoryUsage();
    least = Math.min(least, arrayBuffers);
    if (arrayBuffers - least < most || !isIdle()) return;
    collector()();
    // They are given back meanwhile: the next time tells.
    least = Number.POSITIVE_INFINITY;
  }, SOON_MS).unref();
}
