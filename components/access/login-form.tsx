"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface LoginState {
  email: string;
  error: string | null;
  /** The password was right: a code is asked for */
  ticket?: string;
}

interface Props {
  action: (state: LoginState, form: FormData) => Promise<LoginState>;
  callbackUrl: string;
  /** Said by a redirect, before the form was used */
  error: string | null;
  /** Another way to sign in, below the form's first step */
  children?: ReactNode;
}

export function LoginForm({ action, callbackUrl, error, children }: Props) {
  const [state, submit, pending] = useActionState(action, { email: "", error });
  const { ticket } = state;
  return (
    <>
      <form action={submit} className="grid gap-4">
        {state.error && <Notice tone="danger">{state.error}</Notice>}
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        {ticket === undefined ? (
          <Password email={state.email} />
        ) : (
          <>
            <input type="hidden" name="email" value={state.email} />
            <input type="hidden" name="ticket" value={ticket} />
            <Code />
          </>
        )}
        <Button type="submit" variant="primary" disabled={pending}>
          Sign in
        </Button>
      </form>
      {ticket === undefined ? (
        children
      ) : (
        <p className="mt-4 text-muted text-sm">
          <a href="/login" className="underline underline-offset-2">
            Sign in as somebody else
          </a>
        </p>
      )}
    </>
  );
}

function Password({ email }: { email: string }) {
  return (
    <>
      <Field label="E-mail" name="email" type="email" autoComplete="username" defaultValue={email} required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
    </>
  );
}

function Code() {
  return (
    <Field
      key="code"
      label="Code"
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      autoFocus
      hint="The six digits that your authenticator app shows, or one of your recovery codes."
      required
    />
  );
}
