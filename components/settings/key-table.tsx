import type { Formats } from "../format/formats";
import { Button } from "../ui/button";

interface Key {
  id: string;
  label: string;
  ending: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  retiredAt: Date | null;
}

interface Props {
  keys: Key[];
  retire: (form: FormData) => Promise<void>;
  formats: Formats;
}

/** The keys that deliveries may carry; only their last characters are known. */
export function KeyTable({ keys, retire, formats }: Props) {
  if (keys.length === 0) return <p className="text-muted">No key yet: until there is one, no view is taken.</p>;
  const moment = (date: Date) => `${formats.day(date.toISOString())}, ${formats.time(date.toISOString())}`;
  return (
    <ul className="divide-y">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <span className="font-medium">{key.label}</span>
          <code className="font-mono text-muted text-sm">…{key.ending}</code>
          <span className="flex-1 text-muted text-sm">
            {key.retiredAt
              ? `retired ${moment(key.retiredAt)}`
              : key.lastUsedAt
                ? `last used ${moment(key.lastUsedAt)}`
                : "not used yet"}
          </span>
          {!key.retiredAt && (
            <form action={retire}>
              <input type="hidden" name="id" value={key.id} />
              <Button type="submit" variant="danger" size="sm" aria-label={`Retire key ${key.label} …${key.ending}`}>
                Retire
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
