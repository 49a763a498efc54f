import type { Rhythm } from "@/lib/reports/rhythm";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";

const sum = (views: number[]) => views.reduce((all, one) => all + one, 0);

/** Hours by weekdays: upright, so that a phone has room for it. */
export function RhythmTable({ rhythm: { cells, weekdays }, formats }: { rhythm: Rhythm; formats: Formats }) {
  return (
    <table className="w-full border-collapse text-sm max-sm:text-xs">
      <caption className="sr-only">Views by weekday and hour</caption>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>Hour</Th>
          {cells.map((_, weekday) => (
            <Th key={formats.weekday(weekday, "long")} numeric className="max-sm:px-1">
              {formats.weekday(weekday, "short")}
            </Th>
          ))}
          <Th numeric className="max-sm:px-1">
            All
          </Th>
        </tr>
      </thead>
      <tbody>
        {cells[0]?.map((_, hour) => (
          <Row
            key={formats.hours(hour)}
            word={formats.hours(hour)}
            views={cells.map((row) => row[hour] ?? 0)}
            formats={formats}
          />
        ))}
      </tbody>
      <tfoot className="sticky bottom-0 bg-surface font-medium">
        <Row word="All" views={weekdays} formats={formats} />
      </tfoot>
    </table>
  );
}

function Row({ word, views, formats }: { word: string; views: number[]; formats: Formats }) {
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap py-1 pl-4 text-left font-normal tabular-nums">
        {word}
      </th>
      {[...views, sum(views)].map((one, index) => (
        <Td
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is the weekday
          key={index}
          numeric
          className="max-sm:px-1"
        >
          {one === 0 ? <span className="text-faint">0</span> : formats.exact(one)}
        </Td>
      ))}
    </tr>
  );
}
