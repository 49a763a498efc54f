import type { ReactNode } from "react";
import { classColour, type HeatClass, UNDER_WORDS } from "./heat-scale";

interface Props {
  classes: HeatClass[];
  /** What is counted, e.g. Views */
  of: string;
  format: (value: number) => string;
  strongest?: number;
  /** At its end: what stands out */
  note?: ReactNode;
}

/** The colours of a heat map with the values at which each begins and ends. */
export function HeatLegend({ classes, of, format, strongest = UNDER_WORDS, note }: Props) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2 text-faint text-xs tabular-nums">
      <span>{of}</span>
      {classes.map(({ from, to }, index) => (
        <span key={from} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-3 rounded-xs border"
            style={{ backgroundColor: classColour(index, classes, strongest) }}
          />
          {from === to ? format(from) : `${format(from)}–${format(to)}`}
        </span>
      ))}
      {note && <span className="md:ml-auto">{note}</span>}
    </p>
  );
}
