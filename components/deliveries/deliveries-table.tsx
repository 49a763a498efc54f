import type { DeliveryFilters, DeliveryLinks } from "@/lib/reports/deliveries-filters";
import type { DeliveryPage, DeliveryRow } from "@/lib/reports/deliveries-list";
import { bytesWord } from "../format/bytes";
import { Cut } from "../format/cut";
import { Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { OutcomeWord } from "./outcome";
import { Steps } from "./steps";
import { SOURCE_WORDS } from "./words";

interface Props {
  list: DeliveryPage;
  filters: DeliveryFilters;
  links: DeliveryLinks;
  definition: string;
  formats: Formats;
  className?: string;
}

/** The ledger, newest first. */
export function DeliveriesTable({ list, filters, links, definition, formats, className }: Props) {
  const narrowed = (["outcome", "reason", "key", "source", "video", "view"] as const).some((name) => filters[name]);
  return (
    <Card className={className}>
      <CardHeader title="Ledger" definition={<Definition of="Ledger">{definition}</Definition>} />
      {list.rows.length === 0 ? (
        <p className="px-4 pb-8 text-muted">
          {narrowed ? "No delivery in this time matches these filters." : "No delivery in this time."}
        </p>
      ) : (
        <DeliveryRows
          rows={list.rows}
          formats={formats}
          videoHref={(video) => links.to({ video })}
          keyHref={(key) => links.to({ key })}
        />
      )}
      <Steps
        newer={list.newer && links.to({ after: list.newer })}
        older={list.older && links.to({ before: list.older })}
        newest={filters.before || filters.after ? links.to({}) : null}
      />
    </Card>
  );
}

interface RowsProps {
  rows: DeliveryRow[];
  videoHref: (id: string) => string;
  keyHref: (id: string) => string;
  formats: Formats;
}

export function DeliveryRows({ rows, videoHref, keyHref, formats }: RowsProps) {
  return (
    <Table caption="Deliveries" className="min-w-[56rem] table-fixed">
      <thead>
        <tr>
          <Th className="w-36 stays">When</Th>
          <Th className="w-[32%]">Outcome</Th>
          <Th>Video</Th>
          <Th className="w-44">Key</Th>
          <Th className="w-28">Source</Th>
          <Th numeric className="w-24">
            Size
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="group/row border-line/60 border-t hover:bg-sunken">
            <Td className="whitespace-nowrap stays tabular-nums group-hover/row:bg-sunken">
              <Link href={`/deliveries/${row.id}`} prefetch={false} className="hover:underline">
                <time dateTime={row.receivedAt} title={row.receivedAt}>
                  {formats.moment(row.receivedAt)}
                </time>
              </Link>
            </Td>
            <Td>
              <OutcomeWord row={row} />
            </Td>
            <Td>
              <Video row={row} videoHref={videoHref} formats={formats} />
            </Td>
            <Td>
              {row.keyId === null ? (
                <span className="text-faint">no key</span>
              ) : (
                <Link href={keyHref(row.keyId)} scroll={false} prefetch={false} className="flex hover:underline">
                  <Cut>{row.key ?? "A key of the past"}</Cut>
                </Link>
              )}
            </Td>
            <Td className="text-muted">{SOURCE_WORDS[row.source as keyof typeof SOURCE_WORDS] ?? row.source}</Td>
            <Td numeric title={`${formats.exact(row.bytes)} bytes`}>
              {bytesWord(row.bytes, formats)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Video({ row, videoHref, formats }: Pick<RowsProps, "videoHref" | "formats"> & { row: DeliveryRow }) {
  if (row.records > 1) return <span className="text-muted">{formats.exact(row.records)} records of a file</span>;
  if (row.videoId === null) return <Unknown reason="No video could be read from it" />;
  return (
    <Link href={videoHref(row.videoId)} scroll={false} prefetch={false} className="flex hover:underline">
      <Cut>{row.videoTitle ?? `Video ${row.videoId.slice(0, 8)}`}</Cut>
    </Link>
  );
}
