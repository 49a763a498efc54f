import clsx from "clsx";
import type { MetricCard } from "@/lib/reports/metric-cards";
import type { MetricKind } from "@/lib/reports/rates";
import { figureText } from "../format/figure";
import type { Formats } from "../format/formats";
import { changeWord } from "./change-word";

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

/** ▲ up 12 %, without what it is compared with. Of a small change the colour makes nothing. */
export function ChangeWord({ kind, change, formats }: WordProps) {
  const { arrow, word, tone } = changeWord(kind, change, formats);
  return (
    <span className={clsx("font-medium", { good: "text-good", bad: "text-bad", none: "text-muted" }[tone])}>
      {arrow !== "" && <span aria-hidden>{arrow} </span>}
      {word}
    </span>
  );
}
