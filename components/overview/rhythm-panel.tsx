import type { Rhythm } from "@/lib/reports/rhythm";
import { HeatLegend } from "../charts/heat-legend";
import { ALONE, countClasses, heatColour } from "../charts/heat-scale";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { countWord } from "../words";

interface Props {
  rhythm: Rhythm;
  definition: string;
  formats: Formats;
  className?: string;
}

const TITLE = "When people watch";
/** Of the hours, those whose number is written; a phone has room for half of them. */
const WRITTEN = 3;
const ON_A_PHONE = 6;

/** Weekdays against hours, the darker the more views. */
export function RhythmPanel({ rhythm, definition, formats, className }: Props) {
  const { cells, weekdays, most, busiest } = rhythm;
  const classes = countClasses(most);
  const hours = cells[0]?.map((_, hour) => hour) ?? [];
  const cellWord = (weekday: number, hour: number) => `${formats.weekday(weekday, "long")}, ${formats.hours(hour)}`;
  return (
    <Card className={className}>
      <CardHeader title={TITLE} definition={<Definition of={TITLE}>{definition}</Definition>}>
        {busiest && (
          <p className="text-faint text-xs tabular-nums">
            Most: {cellWord(busiest.weekday, busiest.hour)}, {countWord(most, "view", formats)}
          </p>
        )}
      </CardHeader>
      <div className="px-4">
        <table className="w-full table-fixed border-separate border-spacing-px text-xs md:border-spacing-0.5">
          <caption className="sr-only">Views by weekday and hour</caption>
          <thead className="text-faint tabular-nums">
            <tr>
              <td className="w-9" />
              {hours.map((hour) => (
                <th key={hour} scope="col" className="overflow-visible whitespace-nowrap text-left font-normal">
                  <span className="sr-only">{formats.hours(hour)}</span>
                  {hour % WRITTEN === 0 && (
                    <span aria-hidden className={hour % ON_A_PHONE === 0 ? "" : "max-md:hidden"}>
                      {hour}
                    </span>
                  )}
                </th>
              ))}
              <th scope="col" className="w-14 text-right font-normal max-sm:hidden">
                Views
              </th>
            </tr>
          </thead>
          <tbody>
            {cells.map((row, weekday) => (
              <tr key={formats.weekday(weekday, "long")}>
                <th scope="row" className="text-left font-normal text-muted">
                  {formats.weekday(weekday, "short")}
                </th>
                {row.map((views, hour) => (
                  <td
                    key={hours[hour]}
                    className="h-6 rounded-xs bg-sunken hover:outline-2 hover:outline-accent"
                    style={{ backgroundColor: heatColour(views, classes, ALONE) }}
                    title={`${cellWord(weekday, hour)}: ${countWord(views, "view", formats)}`}
                  >
                    <span className="sr-only">{formats.exact(views)}</span>
                  </td>
                ))}
                <td className="text-right text-muted tabular-nums max-sm:hidden">
                  {formats.exact(weekdays[weekday] ?? 0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <HeatLegend classes={classes} of="views in an hour" format={formats.exact} strongest={ALONE} />
    </Card>
  );
}
