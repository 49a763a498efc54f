import { niceStep } from "./count-ticks";

/** Of the strongest class; beyond it, words on it would be hard to read. */
const STRONGEST = 60;
const CLASSES = 5;
const PERCENT_WIDTH = 20;

/** Values that a heat map shows in one colour, both bounds included. */
export interface HeatClass {
  from: number;
  to: number;
}

/** Classes of counts, each equally wide and round, from 1: nothing has no colour. */
export function countClasses(most: number): HeatClass[] {
  const width = niceStep(most / CLASSES);
  return Array.from({ length: Math.max(1, Math.ceil(most / width)) }, (_, index) => ({
    from: index * width + 1,
    to: (index + 1) * width,
  }));
}

/** Classes of rates: fifths. */
export const PERCENT_CLASSES: HeatClass[] = Array.from({ length: 100 / PERCENT_WIDTH }, (_, index) => ({
  from: index * PERCENT_WIDTH,
  to: (index + 1) * PERCENT_WIDTH,
}));

/** The ground of a value's class; of none where the value is unknown or below all classes. */
export function heatColour(value: number | null, classes: HeatClass[]): string | undefined {
  if (value === null || value < (classes[0]?.from ?? 0)) return undefined;
  const index = classes.findIndex(({ to }) => value <= to);
  return classColour(index === -1 ? classes.length - 1 : index, classes);
}

export function classColour(index: number, classes: HeatClass[]): string {
  const strength = Math.round((STRONGEST * (index + 1)) / classes.length);
  return `color-mix(in oklab, var(--bar-edge) ${strength}%, var(--surface))`;
}
