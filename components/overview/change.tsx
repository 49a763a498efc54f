import clsx from "clsx";
import type { MetricCard } from "@/lib/reports/metric-cards";
import type { MetricKind } from "@/lib/reports/rates";
import { figureText } from "../format/figure";
import type { Formats } from "../format/formats";

/** ▲ up 12 %: arrow and word, so that colour only adds to them. */
export function Change({ card, formats }: { card: MetricCard; formats: Formats }) {
  const { kind, change, previous } = card;
  if (previous === null) return <span className="text-faint">Nothing to compare</span>;
  const before = `vs ${figureText(kind, previous, formats)}`;
  if (change === null) return <span className="text-faint">{before}</span>;
  return (
    <>
      <ChangeWord kind={kind} change={change} formats={formats} /> <span className="text-faint">{before}</span>
    </>
  );
}

interface WordProps {
  kind: MetricKind;
  /** Percent for counts and sums, points for rates */
  change: number;
  formats: Formats;
}

/** ▲ up 12 %, without what it is compared with. */
export function ChangeWord({ kind, change, formats }: WordProps) {
  const unit = kind === "percent" ? " pts" : "%";
  const [arrow, word, tone] =
    Number(change.toFixed(1)) === 0
      ? ["", "no change", "text-muted"]
      : change > 0
        ? ["▲", "up", "text-good"]
        : ["▼", "down", "text-bad"];
  return (
    <span className={clsx("font-medium", tone)}>
      {arrow !== "" && <span aria-hidden>{arrow} </span>}
      {arrow === "" ? word : `${word} ${formats.magnitude(change)}${unit}`}
    </span>
  );
}
