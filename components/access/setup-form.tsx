"use client";

import { useActionState, useEffect, useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { NewPassword } from "./new-password";

export interface SetupState {
  email: string;
  name: string;
  error: string | null;
  passwordError?: string;
  zoneError?: string;
}

export function SetupForm({ action }: { action: (state: SetupState, form: FormData) => Promise<SetupState> }) {
  const [state, submit, pending] = useActionState(action, { email: "", name: "", error: null });
  // The reporting zone is proposed from the browser; it can be changed here and later in Settings. Held here, since what is
  // only in the input goes back to its default when the form was sent.
  const [zone, setZone] = useState("UTC");
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" defaultValue={state.email} required />
      <Field label="Name (optional)" name="name" autoComplete="name" defaultValue={state.name} />
      <NewPassword error={state.passwordError} />
      <Field
        label="Reporting time zone"
        name="zone"
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        hint="Days begin in this zone, for everybody."
        error={state.zoneError}
        required
      />
      <Button type="submit" variant="primary" disabled={pending}>
        Create administrator
      </Button>
    </form>
  );
}
