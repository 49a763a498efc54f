import type { Identity, IdentityDetail } from "@/lib/reports/identity";
import type { Formats } from "../format/formats";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { countWord, IDENTITY_WORDS } from "../words";

interface Props {
  /** null: the reader may not see it */
  identity: Identity | null;
  viewer: string;
  definition: string;
  formats: Formats;
  className?: string;
}

const FIELDS = ["name", "email", "phone", "customId"] as const;

/** Everything by which a person was ever known. */
export function IdentityPanel({ identity, viewer, definition, formats, className }: Props) {
  const known = FIELDS.filter((field) => (identity?.[field].length ?? 0) > 0);
  return (
    <Card className={className}>
      <CardHeader title="Who this is" definition={<Definition of="Who this is">{definition}</Definition>} />
      <dl className="grid gap-3 px-4 pb-4 text-sm">
        {identity &&
          known.map((field) => (
            <div key={field}>
              <dt className="text-faint text-xs">{IDENTITY_WORDS[field]}</dt>
              {identity[field].map((detail) => (
                <Detail key={detail.value} detail={detail} formats={formats} />
              ))}
            </div>
          ))}
        {known.length === 0 && (
          <p className="text-muted">
            {identity === null
              ? "Your role does not show who people are."
              : "Nobody named this viewer: no view told a name, an e-mail, a phone number or a custom id."}
          </p>
        )}
        <div>
          <dt className="text-faint text-xs">Key in addresses and exports</dt>
          <dd>
            <code className="wrap-anywhere font-mono text-muted text-xs">{viewer}</code>
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function Detail({ detail: { value, firstAt, lastAt, views }, formats }: { detail: IdentityDetail; formats: Formats }) {
  const [first, last] = [formats.day(firstAt), formats.day(lastAt)];
  return (
    <dd className="flex flex-wrap items-baseline justify-between gap-x-3">
      <span className="wrap-anywhere min-w-0 font-medium">{value}</span>
      <span className="text-muted text-xs tabular-nums">
        {first === last ? first : `${first} – ${last}`} · {countWord(views, "view", formats)}
      </span>
    </dd>
  );
}
