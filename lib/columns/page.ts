import { GROUPS_SORTED, TIMES_A_PAGE } from "./bounds";

/** Something that groups are ordered by, as a number, smallest first; what is unknown is Infinity. */
export type Level = (group: number) => number;

/**
 * The groups at places `from` to `until` of their order, without ordering the others: however far back a page is, it is
 * found by numbers, and only groups that are equal in one level are looked at in the next. `compare` tells all, slowly.
 */
export function pageOf(
  groups: Uint32Array,
  [from, until]: readonly [from: number, until: number],
  [level, ...others]: readonly Level[],
  compare: (a: number, b: number) => number,
): number[] {
  const end = Math.min(until, groups.length);
  if (from >= end) return [];
  if (level === undefined || groups.length <= GROUPS_SORTED) return [...groups].sort(compare).slice(from, end);
  if (groups.length > TIMES_A_PAGE * end) {
    const first = foremost(groups, end, level);
    if (first.length < groups.length) return pageOf(first, [from, end], [level, ...others], compare);
  }
  // A loop, since Float64Array.from takes many times as long.
  const numbers = new Float64Array(groups.length);
  let isOne = true;
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = level(groups[i] as number);
    if (numbers[i] !== numbers[0]) isOne = false;
  }
  if (isOne) return pageOf(groups, [from, until], others, compare);
  const ordered = numbers.slice();
  const lowest = nth(ordered, from);
  const highest = nth(ordered, end - 1);
  let below = 0;
  const [low, middle, high]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number < lowest) below++;
    else if (number === lowest) low.push(groups[i] as number);
    else if (number < highest) middle.push(groups[i] as number);
    else if (number === highest) high.push(groups[i] as number);
  }
  const [first, last] = [from - below, end - below];
  const begun = pageOf(new Uint32Array(low), [first, last], others, compare);
  const rest = last - low.length - middle.length;
  return [...begun, ...middle.sort(compare), ...pageOf(new Uint32Array(high), [0, rest], others, compare)];
}

/** The groups that come first, `most` of them, and those equal to the last of them. */
function foremost(groups: Uint32Array, most: number, level: Level): Uint32Array {
  let [numbers, kept] = [new Float64Array(4 * most), new Uint32Array(4 * most)];
  let [count, highest] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as number;
    const number = level(group);
    if (number > highest) continue;
    if (count === kept.length) {
      highest = nth(numbers.slice(), most - 1);
      count = keepUpTo(highest, numbers, kept);
      if (2 * count > kept.length) [numbers, kept] = [longer(numbers), longer(kept)];
      if (number > highest) continue;
    }
    numbers[count] = number;
    kept[count++] = group;
  }
  return kept.subarray(0, count);
}

function keepUpTo(highest: number, numbers: Float64Array, groups: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < groups.length; i++) {
    const number = numbers[i] as number;
    if (number > highest) continue;
    numbers[count] = number;
    groups[count++] = groups[i] as number;
  }
  return count;
}

function longer<T extends Float64Array | Uint32Array>(data: T): T {
  const grown = new (data.constructor as new (length: number) => T)(2 * data.length);
  grown.set(data);
  return grown;
}

/** The number at a place of their order; puts them in some other order on the way. */
function nth(numbers: Float64Array, place: number): number {
  let [left, right] = [0, numbers.length - 1];
  while (left < right) {
    const pivot = middleOf(numbers[left] as number, numbers[(left + right) >>> 1] as number, numbers[right] as number);
    let [i, j] = [left, right];
    while (i <= j) {
      while ((numbers[i] as number) < pivot) i++;
      while ((numbers[j] as number) > pivot) j--;
      if (i > j) break;
      const held = numbers[i] as number;
      numbers[i++] = numbers[j] as number;
      numbers[j--] = held;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return numbers[place] as number;
}

const middleOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
