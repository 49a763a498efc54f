"use client";

import { useActionState, useEffect, useState } from "react";
import { startSso } from "../access/start-sso";
import { Button } from "../ui/button";
import { Saved, type SavedState } from "./saved";
import { WithPassword } from "./with-password";

export interface ConnectState extends SavedState {
  /** The password was right: the browser may leave for the issuer */
  ready?: boolean;
}

interface Props {
  connect: (state: ConnectState, form: FormData) => Promise<ConnectState>;
  disconnect: (state: SavedState, form: FormData) => Promise<SavedState>;
  name: string;
  connected: boolean;
  /** Without one, nothing but single sign-on lets the reader in */
  hasPassword: boolean;
  /** For another way in, where there is a second factor */
  asksCode: boolean;
}

/** Connects the account with who one is at the issuer, and disconnects it. */
export function SsoConnection({ connect, disconnect, name, connected, hasPassword, asksCode }: Props) {
  // Held here: what was done is told beside the form that comes after.
  const [state, submit, pending] = useActionState(disconnect, {});
  if (connected && !hasPassword) return <p className="text-muted">Connected: {name} signs you in.</p>;
  if (!connected) return <Connect action={connect} done={state.done} asksCode={asksCode} />;
  return (
    <form action={submit} className="grid gap-4">
      <Saved {...state} />
      <p className="text-muted">
        Connected: {name} signs you in. Once it is disconnected, your password alone does, and other browsers are signed
        out.
      </p>
      <WithPassword asksCode={false}>
        <Button type="submit" variant="danger" disabled={pending}>
          Disconnect
        </Button>
      </WithPassword>
    </form>
  );
}

function Connect({ action, done, asksCode }: { action: Props["connect"]; done?: string; asksCode: boolean }) {
  const [state, submit, pending] = useActionState(action, {});
  const [failed, setFailed] = useState("");
  useEffect(() => {
    if (state.ready) void startSso("/account").then(setFailed);
  }, [state]);
  return (
    <form action={submit} className="grid gap-4">
      <Saved error={failed || state.error} done={done} />
      <WithPassword asksCode={asksCode}>
        <Button type="submit" disabled={pending || state.ready}>
          Connect
        </Button>
      </WithPassword>
    </form>
  );
}
