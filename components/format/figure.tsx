import type { MetricKind } from "@/lib/reports/rates";
import type { Formats } from "./formats";

export function figureText(kind: MetricKind, value: number, formats: Formats): string {
  if (kind === "percent") return formats.percent(value);
  if (kind === "seconds") return formats.duration(value);
  return formats.short(value);
}

/** The value in full, for hover and screen readers. */
export function exactText(kind: MetricKind, value: number, formats: Formats): string {
  if (kind === "percent") return formats.precisePercent(value);
  if (kind === "seconds") return formats.exactDuration(value);
  return formats.exact(value);
}

/** An en dash for what nobody knows; the reason is on hover and read out. Never 0. */
export function Unknown({ reason }: { reason: string }) {
  return (
    <span title={reason} className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">unknown: {reason}</span>
    </span>
  );
}

interface Props {
  kind: MetricKind;
  value: number | null;
  /** Why it may be null */
  reason: string;
  formats: Formats;
}

/** A figure in a table: short, exact on hover, an en dash with its reason when unknown. */
export function Figure({ kind, value, reason, formats }: Props) {
  if (value === null) return <Unknown reason={reason} />;
  const shown = figureText(kind, value, formats);
  const exact = exactText(kind, value, formats);
  if (exact === shown) return shown;
  // A rounded percent is heard as it is seen; a shortened count or time is heard in full.
  if (kind === "percent") return <span title={exact}>{shown}</span>;
  return (
    <span title={exact}>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{exact}</span>
    </span>
  );
}
