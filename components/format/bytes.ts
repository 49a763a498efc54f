import type { Formats } from "./formats";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 190 B, 1.2 kB, 798 MB */
export function bytesWord(bytes: number, formats: Formats): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1_000;
  return `${value < 10 ? formats.magnitude(value) : formats.exact(value)} ${UNITS[unit]}`;
}
