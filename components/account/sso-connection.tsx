"use client";

import { useActionState, useEffect, useState } from "react";
import { startSso } from "../access/start-sso";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Saved, type SavedState } from "./saved";

export interface ConnectState extends SavedState {
  /** The password was right: the browser may leave for the issuer */
  ready?: boolean;
}

interface Props {
  action: (state: ConnectState, form: FormData) => Promise<ConnectState>;
  name: string;
  connected: boolean;
}

/** Connects the account with who one is at the issuer. */
export function SsoConnection({ action, name, connected }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  const [failed, setFailed] = useState("");
  useEffect(() => {
    if (state.ready) void startSso("/account").then(setFailed);
  }, [state]);
  if (connected) return <p className="text-muted">Connected: {name} signs you in.</p>;
  return (
    <form action={submit} className="grid gap-4">
      <Saved error={failed || state.error} />
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label="Current password"
          name="password"
          type="password"
          autoComplete="current-password"
          className="min-w-0 flex-1 basis-60"
          required
        />
        <Button type="submit" disabled={pending || state.ready}>
          Connect
        </Button>
      </div>
    </form>
  );
}
