import type { DeliveryRow } from "@/lib/reports/deliveries-list";
import { bytesWord } from "../format/bytes";
import { Cut } from "../format/cut";
import { Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { OUTCOME_WORDS } from "./words";

interface Props {
  rows: DeliveryRow[];
  /** Each row has a checkbox */
  choosable: boolean;
  formats: Formats;
}

/** Quarantined records of a kind, newest first. */
export function RecordsTable({ rows, choosable, formats }: Props) {
  return (
    <Table caption="Records" className="min-w-[52rem] table-fixed">
      <thead>
        <tr>
          {choosable && (
            <Th className="w-10">
              <span className="sr-only">Choose</span>
            </Th>
          )}
          <Th className="w-36">Arrived</Th>
          <Th>View</Th>
          <Th className="w-44">Key</Th>
          <Th className="w-52">Replayed</Th>
          <Th numeric className="w-24">
            Size
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const when = formats.moment(row.receivedAt);
          return (
            <tr key={row.id} className="border-line/60 border-t hover:bg-sunken">
              {choosable && (
                <Td>
                  <input
                    type="checkbox"
                    name="id"
                    value={row.id}
                    aria-label={`Choose the record of ${when}`}
                    className="block size-4 accent-(--accent)"
                  />
                </Td>
              )}
              <Td className="whitespace-nowrap tabular-nums">
                <Link href={`/deliveries/${row.id}`} prefetch={false} className="hover:underline">
                  <time dateTime={row.receivedAt} title={row.receivedAt}>
                    {when}
                  </time>
                </Link>
              </Td>
              <Td>
                {row.viewId ? (
                  <code className="font-mono text-xs">{row.viewId.slice(0, 13)}…</code>
                ) : (
                  <Unknown reason="No view id could be read" />
                )}
              </Td>
              <Td className="text-muted">
                {row.key ? <Cut>{row.key}</Cut> : row.keyId ? "A key of the past" : "no key"}
              </Td>
              <Td className="text-muted tabular-nums">
                {row.replayedAt && row.replayOutcome
                  ? `${formats.moment(row.replayedAt)}: ${OUTCOME_WORDS[row.replayOutcome].toLowerCase()}`
                  : "not yet"}
              </Td>
              <Td numeric title={`${formats.exact(row.bytes)} bytes`}>
                {bytesWord(row.bytes, formats)}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
