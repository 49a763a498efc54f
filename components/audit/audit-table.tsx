import type { AuditAction, AuditRow } from "@/lib/audit";
import type { Formats } from "../format/formats";
import { Paging } from "../tables/paging";
import { Table, Td, Th } from "../ui/table";
import { ACTION_WORDS, AUDIT_WORDS, detailWords } from "./words";

interface Props {
  rows: AuditRow[];
  count: number;
  page: number;
  pageSize: number;
  href: (page: number) => string;
  formats: Formats;
}

/** What was done, newest first. */
export function AuditTable({ rows, count, page, pageSize, href, formats }: Props) {
  if (rows.length === 0) return <p className="px-4 py-10 text-center text-muted">{AUDIT_WORDS.none}</p>;
  return (
    <>
      <Table plain caption="What was done, newest first" className="min-w-[44rem]">
        <thead>
          <tr>
            <Th className="w-40">When</Th>
            <Th>What</Th>
            <Th className="w-56">Who</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-line/60 border-t align-top">
              <Td className="whitespace-nowrap tabular-nums">
                <time dateTime={row.at} title={row.at}>
                  {formats.moment(row.at)}
                </time>
              </Td>
              <Td>
                <What row={row} />
              </Td>
              <Td>
                <Actor actor={row.actor} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Paging {...{ page, pageSize, count, href, formats }} noun="entries" />
    </>
  );
}

function Actor({ actor }: { actor: AuditRow["actor"] }) {
  if (actor === null) return <span className="text-muted">{AUDIT_WORDS.byItself}</span>;
  if (actor.email === null)
    return (
      <>
        <span className="block text-muted">{AUDIT_WORDS.gone}</span>
        <code className="wrap-anywhere block font-mono text-faint text-xs">{actor.id}</code>
      </>
    );
  return (
    <>
      <span className="wrap-anywhere block font-medium">{actor.name ?? actor.email}</span>
      {actor.name !== null && <span className="wrap-anywhere block text-muted text-xs">{actor.email}</span>}
    </>
  );
}

function What({ row: { action, details, subject, user } }: { row: AuditRow }) {
  const more = detailWords(details);
  return (
    <>
      <span className="block">{ACTION_WORDS[action as AuditAction] ?? action}</span>
      {more !== "" && <span className="wrap-anywhere block text-muted text-xs">{more}</span>}
      {user !== null && <span className="wrap-anywhere block text-muted text-xs">{user}</span>}
      {subject !== null && user === null && (
        <code className="wrap-anywhere block font-mono text-faint text-xs">{subject}</code>
      )}
    </>
  );
}
