import type { DeliveriesReport } from "@/lib/reports/deliveries";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { kindWord } from "./words";

interface Props {
  waiting: DeliveriesReport["waiting"];
  definition: string;
  kindHref: (kind: { reason: string; path: string | null }) => string;
  formats: Formats;
  className?: string;
}

const MOST = 6;

/** What waits in quarantine, by kind. */
export function WaitingPanel({ waiting, definition, kindHref, formats, className }: Props) {
  return (
    <Card className={className}>
      <CardHeader title="In quarantine" definition={<Definition of="In quarantine">{definition}</Definition>}>
        <Link href="/deliveries/quarantine" className="text-accent text-sm hover:underline">
          Quarantine
        </Link>
      </CardHeader>
      {waiting.length === 0 ? (
        <p className="px-4 pb-5 text-muted">Nothing waits: every delivery was understood, or has been dealt with.</p>
      ) : (
        <ul className="pb-2">
          {waiting.slice(0, MOST).map((kind) => (
            <li key={`${kind.reason} ${kind.path}`}>
              <Link
                href={kindHref(kind)}
                prefetch={false}
                className="flex items-baseline gap-3 px-4 py-1.5 text-sm hover:bg-sunken"
              >
                <span className="min-w-0 flex-1 truncate">{kindWord(kind)}</span>
                <span className="text-faint tabular-nums max-sm:hidden">last {formats.moment(kind.lastAt)}</span>
                <span className="min-w-10 text-right font-medium tabular-nums">{formats.exact(kind.count)}</span>
              </Link>
            </li>
          ))}
          {waiting.length > MOST && (
            <li className="px-4 py-1.5 text-faint text-sm">
              and {waiting.length - MOST} more {waiting.length - MOST === 1 ? "kind" : "kinds"}
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
