import type { ReportContext } from "./context";

/**
 * Where in a record its problem is, as the reader may know it: further in it names keys of variables, and so people. Who may
 * not see people learns the field alone.
 */
export function shownPath({ seesPeople }: Pick<ReportContext, "seesPeople">, path: string | null): string | null {
  return seesPeople || path === null ? path : (/^[^.[]*/.exec(path)?.[0] ?? null);
}
