"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { NewPassword } from "./new-password";

export interface PasswordState {
  name: string | null;
  error: string | null;
  passwordError?: string;
}

interface Props {
  action: (state: PasswordState, form: FormData) => Promise<PasswordState>;
  email: string;
  name: string | null;
  asksName: boolean;
}

/** For whoever came by a one-time link. */
export function PasswordForm({ action, email, name, asksName }: Props) {
  const [state, submit, pending] = useActionState(action, { name, error: null });
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" value={email} readOnly />
      {asksName && (
        <Field
          label="Name (optional)"
          name="name"
          autoComplete="name"
          defaultValue={state.name ?? ""}
          maxLength={100}
        />
      )}
      <NewPassword error={state.passwordError} />
      <Button type="submit" variant="primary" disabled={pending}>
        Set the password
      </Button>
    </form>
  );
}
