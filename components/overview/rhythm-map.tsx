import type { Rhythm } from "@/lib/reports/rhythm";
import { ALONE, type HeatClass, heatColour } from "../charts/heat-scale";
import type { Formats } from "../format/formats";
import { countWord } from "../words";

interface Props {
  rhythm: Rhythm;
  classes: HeatClass[];
  formats: Formats;
}

/** Of the hours, those whose number is written; a phone has room for half of them. */
const WRITTEN = 3;
const ON_A_PHONE = 6;
/** A name, the hours, and where there is room their sum */
const ROW =
  "grid grid-cols-[2.25rem_repeat(24,minmax(0,1fr))] items-center gap-px sm:grid-cols-[2.25rem_repeat(24,minmax(0,1fr))_3.5rem] md:gap-0.5";

/** The picture alone: its figures are a table beside it. */
export function RhythmMap({ rhythm: { cells, weekdays }, classes, formats }: Props) {
  return (
    <div data-boxes aria-hidden className="grid gap-px px-1 text-xs tabular-nums md:gap-0.5">
      <div className={`${ROW} h-4 text-faint`}>
        <span />
        {cells[0]?.map((_, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is the hour
          <span key={hour} className="w-0 whitespace-nowrap">
            {hour % WRITTEN === 0 && <span className={hour % ON_A_PHONE === 0 ? "" : "max-md:hidden"}>{hour}</span>}
          </span>
        ))}
        <span className="text-right max-sm:hidden">Views</span>
      </div>
      {cells.map((row, weekday) => (
        <div key={formats.weekday(weekday, "long")} className={ROW}>
          <span className="text-muted">{formats.weekday(weekday, "short")}</span>
          {row.map((views, hour) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is the hour
              key={hour}
              className="heat-cell"
              style={{ backgroundColor: heatColour(views, classes, ALONE) }}
              title={`${formats.weekday(weekday, "long")}, ${formats.hours(hour)}: ${countWord(views, "view", formats)}`}
            />
          ))}
          <span className="text-right text-muted max-sm:hidden">{formats.exact(weekdays[weekday] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
}
