const ROUND = [1, 2, 5, 10];
const INTERVALS = 4;

/** The first round whole number (1, 2 or 5 and zeros) that is not below a value. */
export function niceStep(atLeast: number): number {
  const rough = Math.max(1, atLeast);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  return magnitude * (ROUND.find((times) => times * magnitude >= rough) ?? 10);
}

/** Round numbers from 0 to the first that is not below the greatest count: an axis as high as what stands on it. */
export function countTicks(most: number): number[] {
  const step = niceStep(most / INTERVALS);
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}
