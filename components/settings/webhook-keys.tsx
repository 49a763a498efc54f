"use client";

import { useActionState } from "react";
import { formats as formatsOf } from "../format/formats";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { KeyRow, type KeyView } from "./key-row";

export interface KeysState {
  error: string | null;
  /** Shown this once */
  added: { key: string; curl: string; oldUntil: string | null } | null;
}

interface Props {
  keys: KeyView[];
  /** Adds a key, or rotates the one that the form names */
  action: (state: KeysState, form: FormData) => Promise<KeysState>;
  retire: (form: FormData) => Promise<void>;
  /** YYYY-MM-DD: the first day on which a new key may expire */
  today: string;
  locale: string;
  zone: string;
}

/** The keys that deliveries may carry: those there are, and a form for another. */
export function WebhookKeys({ keys, action, retire, today, locale, zone }: Props) {
  const [{ error, added }, submit, pending] = useActionState(action, { error: null, added: null });
  const formats = formatsOf(locale, zone);
  const [current, past] = [keys.filter((key) => !key.past), keys.filter((key) => key.past)];
  const row = (key: KeyView) => (
    <KeyRow key={key.id} {...{ formats, retire, pending }} webhookKey={key} rotate={submit} />
  );
  return (
    <div className="grid gap-5">
      {added && (
        <Notice tone="good" title="The key is active. It is shown only now.">
          <div className="mt-2 grid gap-3">
            <CopyField value={added.key} label="webhook key" />
            {added.oldUntil && (
              <p>
                Enter it in Mindstamp before {formats.moment(added.oldUntil)}; until then the old key works as well.
              </p>
            )}
            <p>Send a test view from a terminal:</p>
            <CopyField value={added.curl} label="test command" block />
          </div>
        </Notice>
      )}
      {current.length === 0 ? (
        <p className="text-muted">No key yet: until there is one, no view is taken.</p>
      ) : (
        <ul className="-my-2 divide-y">{current.map(row)}</ul>
      )}
      {past.length > 0 && (
        <details>
          <summary className="w-fit text-muted text-sm hover:text-ink">
            {past.length === 1 ? "1 key is not accepted any more" : `${past.length} keys are not accepted any more`}
          </summary>
          <ul className="mt-2 divide-y">{past.map(row)}</ul>
        </details>
      )}
      <form action={submit} className="grid items-start gap-4 border-t pt-5 sm:grid-cols-2">
        <h3 className="font-medium text-base sm:col-span-2">Add a key</h3>
        <Field
          label="Webhook key"
          name="key"
          autoComplete="off"
          hint="Paste the one that Mindstamp shows beside its webhooks. Or make one here and enter it there."
          error={error ?? undefined}
          className="sm:col-span-2"
        />
        <Field label="Label" name="label" placeholder="Mindstamp" maxLength={60} />
        <Field
          label="Last day (optional)"
          name="lastDay"
          type="date"
          min={today}
          hint="After it the key is refused. Empty: it stays valid."
        />
        <div className="flex flex-wrap gap-2 sm:col-span-2">
          <Button type="submit" variant="primary" disabled={pending}>
            Add this key
          </Button>
          <Button type="submit" name="make" value="1" disabled={pending}>
            Make a key
          </Button>
        </div>
      </form>
    </div>
  );
}
