import type { Rhythm } from "@/lib/reports/rhythm";
import { ChartCard } from "../charts/chart-card";
import { HeatLegend } from "../charts/heat-legend";
import { ALONE, countClasses } from "../charts/heat-scale";
import type { Formats } from "../format/formats";
import { countWord } from "../words";
import { RhythmMap } from "./rhythm-map";
import { RhythmTable } from "./rhythm-table";

interface Props {
  rhythm: Rhythm;
  definition: string;
  formats: Formats;
  className?: string;
}

/** Weekdays against hours, the darker the more views. */
export function RhythmPanel({ rhythm, definition, formats, className }: Props) {
  const { most, busiest } = rhythm;
  const classes = countClasses(most);
  return (
    <ChartCard
      title="When people watch"
      name="rhythm"
      definition={definition}
      className={className}
      height="h-[206px] md:h-[212px]"
      legend={
        <HeatLegend
          classes={classes}
          of="Views in an hour"
          format={formats.exact}
          strongest={ALONE}
          note={
            busiest &&
            `Most: ${formats.weekday(busiest.weekday, "long")}, ${formats.hours(busiest.hour)}, ${countWord(most, "view", formats)}`
          }
        />
      }
      chart={<RhythmMap {...{ rhythm, classes, formats }} />}
      table={<RhythmTable {...{ rhythm, formats }} />}
    />
  );
}
