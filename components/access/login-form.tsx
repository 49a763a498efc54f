"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface LoginState {
  email: string;
  error: string | null;
}

interface Props {
  action: (state: LoginState, form: FormData) => Promise<LoginState>;
  callbackUrl: string;
  /** Said by a redirect, before the form was used */
  error: string | null;
}

export function LoginForm({ action, callbackUrl, error }: Props) {
  const [state, submit, pending] = useActionState(action, { email: "", error });
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field label="E-mail" name="email" type="email" autoComplete="username" defaultValue={state.email} required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" variant="primary" disabled={pending}>
        Sign in
      </Button>
    </form>
  );
}
