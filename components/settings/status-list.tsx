import type { ReactNode } from "react";
import type { Status } from "@/lib/watching/status";
import { spanWord } from "../deliveries/words";
import { bytesWord } from "../format/bytes";
import type { Formats } from "../format/formats";

interface Fact {
  term: string;
  value: ReactNode;
  /** What it means, or what to do about it */
  note?: ReactNode;
}

/** Facts as a list: the term, the figure, and a word about it. */
export function StatusList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="-my-2 divide-y">
      {facts.map(({ term, value, note }) => (
        <div key={term} className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="text-muted text-sm">{term}</dt>
          <dd className="min-w-0 text-sm tabular-nums">
            {value}
            {note && <span className="block text-muted text-xs">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const DATABASES = { sqlite: "SQLite", postgres: "Postgres" } as const;
const STATES = { filling: "Loading the views", ready: "Ready", failed: "Failed: the log says why" } as const;

export function programFacts({ version, node, startedAt, instance }: Status, formats: Formats): Fact[] {
  return [
    { term: "Viewledger", value: version },
    { term: "Node", value: node },
    { term: "Running since", value: formats.moment(startedAt), note: `Instance ${instance.slice(0, 8)}` },
  ];
}

/** Where reports are read, for whoever has named a replica. */
function readsFact({ from, refused, lagMs }: NonNullable<Status["reads"]>, formats: Formats): Fact {
  const term = "Reports are read from";
  if (from === "replica")
    return { term, value: "The replica", note: `Behind the primary: ${spanWord(lagMs, formats)}` };
  const why = {
    behind: `The replica is ${spanWord(lagMs, formats)} behind; from 30 s on it is not read.`,
    gone: "The replica cannot be read; the log says why.",
    stranger: "DATABASE_READ_URL names another database, not a replica of this one.",
    starting: "The replica is looked for.",
  };
  const owed = "Until the replica has what was deleted or excluded last.";
  return { term, value: "The primary", note: refused === null ? owed : why[refused] };
}

export function databaseFacts({ database, backup, reads }: Status, formats: Formats): Fact[] {
  return [
    { term: "Database", value: `${DATABASES[database.kind]} ${database.version}` },
    { term: "Size", value: bytesWord(database.bytes, formats) },
    { term: "Migrations applied", value: formats.exact(database.migrations) },
    ...(reads === null ? [] : [readsFact(reads, formats)]),
    backup === null
      ? { term: "Last backup", value: "None so far", note: <Command>npm run backup</Command> }
      : { term: "Last backup", value: formats.moment(backup.at), note: bytesWord(backup.bytes, formats) },
  ];
}

export function storeFacts({ analytics, store, memory, snapshot }: Status, formats: Formats): Fact[] {
  if (analytics === "sql")
    return [
      { term: "Figures", value: "By SQL on Postgres", note: "No views are held in memory (ANALYTICS=sql)." },
      { term: "Memory", value: bytesWord(memory.process, formats) },
    ];
  return [
    { term: "Views in memory", value: STATES[store.state], note: "They follow the database by themselves." },
    { term: "Views", value: formats.exact(store.views) },
    {
      term: "Agrees with the database",
      value: `${formats.exact(Math.round(store.lagMs))} ms ago`,
      note: `Revision ${formats.exact(store.revision)}`,
    },
    {
      term: "Memory",
      value: bytesWord(memory.process, formats),
      note: `${bytesWord(memory.columns, formats)} of it for the views`,
    },
    snapshot === null
      ? { term: "Snapshot", value: "None", note: "Written from 5,000 views on; it makes a start quick." }
      : { term: "Snapshot", value: formats.moment(snapshot.at), note: bytesWord(snapshot.bytes, formats) },
  ];
}

function Command({ children }: { children: string }) {
  return (
    <>
      On the server: <code className="font-mono">{children}</code>
    </>
  );
}
