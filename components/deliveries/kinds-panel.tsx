import type { QuarantineReport } from "@/lib/reports/deliveries-quarantine";
import type { Formats } from "../format/formats";
import { Card } from "../ui/card";
import { Link } from "../ui/link";
import { kindWord } from "./words";

interface Props {
  report: Pick<QuarantineReport, "kinds" | "chosen">;
  kindHref: (kind: { reason: string; path: string | null }) => string;
  formats: Formats;
}

/** What is in quarantine, a kind a line; one is chosen. */
export function KindsPanel({ report: { kinds, chosen }, kindHref, formats }: Props) {
  return (
    <Card className="overflow-hidden">
      <nav aria-label="Kinds">
        <ul>
          {kinds.map((kind) => (
            <li key={`${kind.reason} ${kind.path}`} className="border-b last:border-b-0">
              <Link
                href={kindHref(kind)}
                prefetch={false}
                aria-current={kind === chosen ? "true" : undefined}
                className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2.5 hover:bg-sunken aria-[current=true]:bg-accent-soft"
              >
                <span className="truncate font-medium">{kindWord(kind)}</span>
                <span className="font-medium tabular-nums">{formats.exact(kind.count)}</span>
                <span className="text-muted text-xs tabular-nums">last {formats.moment(kind.lastAt)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Card>
  );
}
