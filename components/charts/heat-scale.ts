/** Of the strongest class, in percent: where words stand on it, more of it would make them hard to read. */
export const UNDER_WORDS = 60;
export const ALONE = 100;
const CLASSES = 5;
const PERCENT_WIDTH = 20;
/** Widths that people count in, and their tenfold, hundredfold … */
const WIDTHS = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100];

/** Values that a heat map shows in one colour, both bounds included. */
export interface HeatClass {
  from: number;
  to: number;
}

/** Classes of counts, each equally wide and round, from 1: nothing has no colour. */
export function countClasses(most: number): HeatClass[] {
  const least = Math.max(1, Math.ceil(most / CLASSES));
  const zeros = 10 ** Math.max(0, Math.floor(Math.log10(least)) - 1);
  const width = zeros * (WIDTHS.find((times) => times * zeros >= least) ?? least);
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
export function heatColour(value: number | null, classes: HeatClass[], strongest = UNDER_WORDS): string | undefined {
  if (value === null || value < (classes[0]?.from ?? 0)) return undefined;
  const index = classes.findIndex(({ to }) => value <= to);
  return classColour(index === -1 ? classes.length - 1 : index, classes, strongest);
}

export function classColour(index: number, classes: HeatClass[], strongest: number): string {
  const strength = Math.round((strongest * (index + 1)) / classes.length);
  return `color-mix(in oklab, var(--bar-edge) ${strength}%, var(--surface))`;
}
