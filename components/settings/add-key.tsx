"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface AddKeyState {
  error: string | null;
  /** Shown this once */
  added: { key: string; curl: string } | null;
}

/** Takes Mindstamp's webhook key, or makes one when the field stays empty. */
export function AddKey({ action }: { action: (state: AddKeyState, form: FormData) => Promise<AddKeyState> }) {
  const [{ error, added }, submit, pending] = useActionState(action, { error: null, added: null });
  return (
    <div className="grid gap-4">
      {added && (
        <Notice tone="good" title="The key is active. It is shown only now.">
          <div className="mt-2 grid gap-3">
            <CopyField value={added.key} label="webhook key" />
            <p>Send a test view from a terminal:</p>
            <CopyField value={added.curl} label="test command" block />
          </div>
        </Notice>
      )}
      <form action={submit} className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <Field
          label="Webhook key"
          name="key"
          autoComplete="off"
          hint="Paste Mindstamp’s, or leave it empty to make one."
          error={error ?? undefined}
        />
        <Field label="Label" name="label" placeholder="Mindstamp" maxLength={60} />
        <Button type="submit" variant="primary" disabled={pending} className="sm:mt-[26px]">
          Add key
        </Button>
      </form>
    </div>
  );
}
