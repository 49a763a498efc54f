"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { startSso } from "./start-sso";

/** Below the form for a password: another way in. */
export function SsoButton({ name, callbackUrl }: { name: string; callbackUrl: string }) {
  const [leaving, setLeaving] = useState(false);
  const [error, setError] = useState("");
  const leave = async () => {
    setLeaving(true);
    const failed = await startSso(callbackUrl);
    setError(failed);
    if (failed) setLeaving(false);
  };
  return (
    <div className="mt-4 grid gap-4">
      <p
        aria-hidden
        className="flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
      >
        or
      </p>
      <Button onClick={() => void leave()} disabled={leaving}>
        Continue with {name}
      </Button>
      {error && <Notice tone="danger">{error}</Notice>}
    </div>
  );
}
