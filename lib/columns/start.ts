/** Characters that a number holds, a byte each */
const HELD = 6;
/** Stands for every character from there on, after which nothing more is told. */
const BEYOND = 254;

/**
 * Six characters of a text from `from` on as a number: numbers that differ are in the order of the texts' code points, as
 * long as all before are equal; of texts with equal ones nothing is said.
 */
export function startOf(text: string, from = 0): number {
  for (let i = 0; i < Math.min(from, text.length); i++) if (text.charCodeAt(i) >= BEYOND) return 0;
  let number = 0;
  let isTold = true;
  for (let i = from; i < from + HELD; i++) {
    const unit = isTold && i < text.length ? text.charCodeAt(i) + 1 : 0;
    if (unit > BEYOND) isTold = false;
    number = number * 256 + Math.min(unit, BEYOND + 1);
  }
  return number;
}

/** `startOf` for each stretch of a text, one after the other. */
export const STRETCHES = [0, HELD, 2 * HELD, 3 * HELD] as const;
