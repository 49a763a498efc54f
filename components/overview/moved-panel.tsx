import clsx from "clsx";
import type { PageLinks } from "@/lib/query/links";
import type { Moved, MovedDimension, Mover } from "@/lib/reports/moved";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { dimensionWord, MOVED_WORDS, valueWord } from "../words";
import { changeWord } from "./change-word";

interface Props {
  moved: Record<MovedDimension, Moved>;
  definition: string;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
}

const ORDER = ["video", "country", "tag1", "tag2", "tag3", "tag4", "tag5"] as const;

/** What rose and what fell since the compared period: a table for each dimension in which something is named. */
export function MovedPanel({ moved, definition, links, tagLabels, formats }: Props) {
  const told = ORDER.filter((dimension) => moved[dimension].up.length + moved[dimension].down.length > 0);
  return (
    <Card>
      <CardHeader title={MOVED_WORDS.title} definition={<Definition of={MOVED_WORDS.title}>{definition}</Definition>} />
      {told.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{MOVED_WORDS.nothing}</p>
      ) : (
        <div className="grid gap-x-4 gap-y-3 pb-3 lg:grid-cols-2 xl:grid-cols-3 print:grid-cols-2">
          {told.map((dimension) => (
            <MovedTable key={dimension} word={dimensionWord(dimension, tagLabels)} moved={moved[dimension]}>
              {(mover, most) => (
                <MoverRow
                  key={mover.value}
                  {...{ mover, most, formats }}
                  word={valueWord(dimension, mover.value, mover.label)}
                  href={links.only(dimension, mover.value)}
                />
              )}
            </MovedTable>
          ))}
        </div>
      )}
    </Card>
  );
}

interface TableProps {
  word: string;
  moved: Moved;
  children: (mover: Mover, most: number) => React.ReactNode;
}

function MovedTable({ word, moved, children }: TableProps) {
  const movers = [...moved.up, ...moved.down.toReversed()];
  const most = Math.max(1, ...movers.map(({ views, previous }) => Math.abs(views - previous)));
  return (
    <Table caption={MOVED_WORDS.caption(word)} className="table-fixed">
      <thead>
        <tr>
          <Th>{word}</Th>
          <Th numeric className="w-13">
            {MOVED_WORDS.before}
          </Th>
          <Th numeric className="w-13">
            {MOVED_WORDS.now}
          </Th>
          <Th numeric className="w-26">
            {MOVED_WORDS.change}
          </Th>
        </tr>
      </thead>
      <tbody>{movers.map((mover) => children(mover, most))}</tbody>
    </Table>
  );
}

interface RowProps {
  mover: Mover;
  /** The largest change of the table, in views */
  most: number;
  word: string;
  href: string;
  formats: Formats;
}

/** Its bar is as long as its change beside the largest, in the colour of the way that it went. */
function MoverRow({ mover: { views, previous, change }, most, word, href, formats }: RowProps) {
  const by = views - previous;
  const up = by > 0;
  const told =
    change === null ? MOVED_WORDS.new : views === 0 ? MOVED_WORDS.gone : changeWord("count", change, formats).word;
  return (
    <tr className="group/row hover:bg-sunken">
      <th scope="row" className="relative py-0.5 pr-2 pl-2 text-left font-normal">
        <span
          aria-hidden
          className={clsx("absolute inset-y-0.5 left-2 rounded-sm", up ? "bg-good-soft" : "bg-bad-soft")}
          style={{ width: `calc((100% - 1rem) * ${(Math.abs(by) / most).toFixed(3)})` }}
        />
        <Link
          href={href}
          scroll={false}
          prefetch={false}
          title={`Only ${word}`}
          className="relative flex min-w-0 px-2 py-1 group-hover/row:underline"
        >
          <Cut>{word}</Cut>
        </Link>
      </th>
      <Td numeric className="text-muted">
        {formats.short(previous)}
      </Td>
      <Td numeric>{formats.short(views)}</Td>
      <Td numeric className={clsx("font-medium", up ? "text-good" : "text-bad")}>
        <span title={`${up ? "+" : "−"}${formats.exact(Math.abs(by))} ${MOVED_WORDS.views}`}>
          <span aria-hidden>{up ? "▲" : "▼"} </span>
          {told}
        </span>
      </Td>
    </tr>
  );
}
