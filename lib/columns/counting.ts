import { GROUPS_IN_TURNS } from "./bounds";
import type { Codes, Values } from "./column";

/** Where the run of codes that are all the same as the first one ends; codes never become smaller. */
export function endOfRun(codes: Codes, start: number, count: number): number {
  const code = codes[start];
  if (codes[count - 1] === code) return count;
  let [low, high] = [start + 1, count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codes[middle] === code) low = middle + 1;
    else high = middle;
  }
  return low;
}

const turns = new Uint32Array(GROUPS_IN_TURNS * 4);

/** Adds one to the count of each code. */
export function countViews(codes: Codes | Values, count: number, views: Uint32Array): void {
  if (views.length <= GROUPS_IN_TURNS) countInTurns(codes, count, views);
  else
    for (let i = 0; i < count; i++) {
      const group = codes[i] as number;
      views[group] = (views[group] as number) + 1;
    }
}

/** Neighbours are often of one group, and counting on in a number just written makes the processor wait: each has four.
 * Four at a time, since the loop's own step would take as long as the counting. */
function countInTurns(codes: Codes | Values, count: number, views: Uint32Array): void {
  turns.fill(0, 0, views.length * 4);
  const fours = count & ~3;
  let at = 0;
  for (let i = 0; i < fours; i += 4) {
    at = (codes[i] as number) << 2;
    turns[at] = (turns[at] as number) + 1;
    at = ((codes[i + 1] as number) << 2) | 1;
    turns[at] = (turns[at] as number) + 1;
    at = ((codes[i + 2] as number) << 2) | 2;
    turns[at] = (turns[at] as number) + 1;
    at = ((codes[i + 3] as number) << 2) | 3;
    turns[at] = (turns[at] as number) + 1;
  }
  for (let i = fours; i < count; i++) {
    at = (codes[i] as number) << 2;
    turns[at] = (turns[at] as number) + 1;
  }
  takeTurns(views);
}

/** Adds a bit, 0 or 1, to the count of each code. */
export function addBits(codes: Codes, bits: Codes, bit: number, count: number, counts: Uint32Array): void {
  if (counts.length > GROUPS_IN_TURNS) {
    for (let i = 0; i < count; i++) {
      const group = codes[i] as number;
      counts[group] = (counts[group] as number) + (((bits[i] as number) >>> bit) & 1);
    }
    return;
  }
  turns.fill(0, 0, counts.length * 4);
  const fours = count & ~3;
  let at = 0;
  for (let i = 0; i < fours; i += 4) {
    at = (codes[i] as number) << 2;
    turns[at] = (turns[at] as number) + (((bits[i] as number) >>> bit) & 1);
    at = ((codes[i + 1] as number) << 2) | 1;
    turns[at] = (turns[at] as number) + (((bits[i + 1] as number) >>> bit) & 1);
    at = ((codes[i + 2] as number) << 2) | 2;
    turns[at] = (turns[at] as number) + (((bits[i + 2] as number) >>> bit) & 1);
    at = ((codes[i + 3] as number) << 2) | 3;
    turns[at] = (turns[at] as number) + (((bits[i + 3] as number) >>> bit) & 1);
  }
  for (let i = fours; i < count; i++) {
    at = (codes[i] as number) << 2;
    turns[at] = (turns[at] as number) + (((bits[i] as number) >>> bit) & 1);
  }
  takeTurns(counts);
}

function takeTurns(counts: Uint32Array): void {
  for (let group = 0, at = 0; group < counts.length; group++, at += 4)
    counts[group] =
      (counts[group] as number) +
      ((turns[at] as number) + (turns[at + 1] as number) + (turns[at + 2] as number) + (turns[at + 3] as number));
}
