import type { ReactNode } from "react";
import type { QuarantineKind } from "@/lib/reports/deliveries-quarantine";
import type { Formats } from "../format/formats";
import { kindWord, reasonWords } from "./words";

interface Props {
  kind: QuarantineKind;
  formats: Formats;
  /** What can be done with all of them */
  children: ReactNode;
}

/** What a kind of unreadable record is, and what helps. */
export function KindHead({ kind, formats, children }: Props) {
  return (
    <header className="grid gap-3 p-4">
      <div>
        <h2 className="font-semibold text-lg">{kindWord(kind)}</h2>
        <p className="mt-1 max-w-prose text-muted">{reasonWords(kind.reason).why}</p>
        <p className="mt-1 text-faint text-sm tabular-nums">
          {kind.count === 1
            ? `One record, of ${formats.moment(kind.lastAt)}`
            : `${formats.exact(kind.count)} records, from ${formats.moment(kind.firstAt)} to ${formats.moment(kind.lastAt)}`}
        </p>
      </div>
      {children}
    </header>
  );
}
