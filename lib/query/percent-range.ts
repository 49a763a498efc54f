/** Whole percent, both ends included. */
export interface PercentRange {
  from: number;
  to: number;
}

/** Reads "0-49", or "80" for 80 alone; null where that is no range within 0 to 100. */
export function percentRange(text: string): PercentRange | null {
  const [, first, second = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(second)];
  return first !== undefined && from <= to && to <= 100 ? { from, to } : null;
}

/** As an address writes it: the same range is always the same text. */
export const rangeText = ({ from, to }: PercentRange): string => (from === to ? String(from) : `${from}-${to}`);
