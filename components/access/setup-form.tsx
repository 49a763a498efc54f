"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface SetupState {
  email: string;
  name: string;
  error: string | null;
  passwordError?: string;
}

export function SetupForm({ action }: { action: (state: SetupState, form: FormData) => Promise<SetupState> }) {
  const [state, submit, pending] = useActionState(action, { email: "", name: "", error: null });
  const zone = useRef<HTMLInputElement>(null);
  // The reporting zone is proposed from the browser; it can be changed here and later in Settings.
  useEffect(() => {
    if (zone.current) zone.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }, []);
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" defaultValue={state.email} required />
      <Field label="Name (optional)" name="name" autoComplete="name" defaultValue={state.name} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters."
        error={state.passwordError}
        required
      />
      <div className="grid gap-1.5">
        <label htmlFor="zone" className="font-medium text-sm">
          Reporting time zone
        </label>
        <input
          ref={zone}
          id="zone"
          name="zone"
          defaultValue="UTC"
          className="h-9 w-full rounded border border-control bg-surface px-3 text-base text-ink"
        />
        <p className="text-muted text-xs">Days begin in this zone, for everybody.</p>
      </div>
      <Button type="submit" variant="primary" disabled={pending}>
        Create administrator
      </Button>
    </form>
  );
}
