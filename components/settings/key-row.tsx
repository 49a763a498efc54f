import type { FormEvent } from "react";
import type { Formats } from "../format/formats";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Menu } from "../ui/menu";

export interface KeyView {
  id: string;
  label: string;
  /** Its last characters */
  ending: string;
  fixed: boolean;
  /** Not accepted any more */
  past: boolean;
  /** ISO instants */
  createdAt: string | null;
  lastUsedAt: string | null;
  expiresAt: string | null;
  retiredAt: string | null;
}

interface Props {
  webhookKey: KeyView;
  rotate: (form: FormData) => void;
  retire: (form: FormData) => Promise<void>;
  pending: boolean;
  formats: Formats;
}

const OVERLAP_DAYS = 7;

const closeMenu = (event: FormEvent<HTMLFormElement>) =>
  event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();

/** One key: which it is, how it is doing, and what can be done with it. */
export function KeyRow({ webhookKey: key, rotate, retire, pending, formats }: Props) {
  const name = `${key.label} …${key.ending}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{key.label}</span>
          <code className="font-mono text-muted text-sm">…{key.ending}</code>
        </p>
        <Facts webhookKey={key} formats={formats} />
      </div>
      {!key.fixed && !key.past && (
        <div className="flex gap-2">
          <Menu button="Rotate" label={`Rotate key ${name}`} align="end" chevron={false} className="w-72">
            <form action={rotate} onSubmit={closeMenu} className="grid gap-3 p-2">
              <input type="hidden" name="rotate" value={key.id} />
              <p className="text-muted text-sm">
                Makes a new key. The old one is accepted for some more days, so that no delivery is refused while you
                enter the new one in Mindstamp.
              </p>
              <Field
                label="The old key works for (days)"
                name="days"
                type="number"
                min={0}
                max={90}
                defaultValue={OVERLAP_DAYS}
                required
              />
              <Button type="submit" variant="primary" disabled={pending}>
                Make a new key
              </Button>
            </form>
          </Menu>
          <Menu button="Retire" label={`Retire key ${name}`} align="end" chevron={false} className="w-72">
            <form action={retire} onSubmit={closeMenu} className="grid gap-3 p-2">
              <input type="hidden" name="id" value={key.id} />
              <p className="text-muted text-sm">
                Deliveries with this key are refused from now on. It cannot be undone; the key can be added again.
              </p>
              <Button type="submit" variant="danger">
                Retire it now
              </Button>
            </form>
          </Menu>
        </div>
      )}
    </li>
  );
}

function Facts({ webhookKey: key, formats }: Pick<Props, "webhookKey" | "formats">) {
  const moment = (iso: string) => <time dateTime={iso}>{formats.moment(iso)}</time>;
  const day = (iso: string) => <time dateTime={iso}>{formats.day(iso)}</time>;
  return (
    <p className="flex flex-wrap gap-x-3 text-muted text-sm tabular-nums">
      {key.fixed && <span>given by MINDSTAMP_WEBHOOK_KEY</span>}
      {key.createdAt && <span>added {day(key.createdAt)}</span>}
      <span>{key.lastUsedAt ? <>last used {moment(key.lastUsedAt)}</> : "not used yet"}</span>
      {key.retiredAt && <span>retired {day(key.retiredAt)}</span>}
      {key.expiresAt && !key.retiredAt && (
        <span className={key.past ? undefined : "font-medium text-warn"}>
          {key.past ? "expired" : "accepted until"} {moment(key.expiresAt)}
        </span>
      )}
    </p>
  );
}
