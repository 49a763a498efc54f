import type { Outcome } from "../ingest/incoming";

export type Counts = Record<Outcome["outcome"], number>;

export const noCounts = (): Counts => ({ applied: 0, duplicate: 0, stale: 0, quarantined: 0 });

export function countOutcomes(counts: Counts, outcomes: Outcome[]): void {
  for (const { outcome } of outcomes) counts[outcome]++;
}

export interface Unreadable {
  line: number;
  reason: string;
  path: string | null;
}
