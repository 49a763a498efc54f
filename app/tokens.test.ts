import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

/** Both values of every `--name: light-dark(a, b)` or `--name: a`. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g)].map(
    ([, name, light, dark, both]) => [name, { light: light ?? both ?? "", dark: dark ?? both ?? "" }],
  ),
);

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [ink: string, grounds: string[]][] = [
  ["ink", ["canvas", "surface", "raised", "sunken", "accent-soft", "good-soft", "bad-soft", "warn-soft", "bar"]],
  ["muted", ["canvas", "surface", "raised", "sunken"]],
  ["faint", ["canvas", "surface", "raised", "sunken"]],
  ["accent", ["canvas", "surface", "raised", "sunken", "accent-soft"]],
  ["good", ["surface", "good-soft"]],
  ["bad", ["canvas", "surface", "raised", "bad-soft"]],
  ["warn", ["surface", "warn-soft"]],
  ["on-accent", ["accent-strong", "accent-strong-hover"]],
];
const GRAPHICS: [ink: string, grounds: string[]][] = [
  ["series-1", ["surface", "canvas"]],
  ["series-2", ["surface", "canvas"]],
  ["series-3", ["surface", "canvas"]],
  ["series-4", ["surface", "canvas"]],
  ["series-5", ["surface", "canvas"]],
  ["series-6", ["surface", "canvas"]],
  ["bar-edge", ["surface"]],
  ["control", ["surface"]],
];

const pairs = (list: typeof TEXT) => list.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  const value = (name: string) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token --${name}`);
    return token[theme];
  };
  it.each(pairs(TEXT))("text %s on %s reaches 4.5:1", (ink, ground) => {
    expect(contrast(value(ink), value(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(pairs(GRAPHICS))("graphics %s on %s reach 3:1", (ink, ground) => {
    expect(contrast(value(ink), value(ground))).toBeGreaterThanOrEqual(3);
  });
});
