"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Saved, type SavedState } from "./saved";

interface Props {
  action: (state: SavedState) => Promise<SavedState>;
  /** Sessions besides this one */
  count: number;
}

export function OtherSessions({ action, count }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="grid gap-4">
      <Saved {...state} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          {count === 0
            ? "You are signed in nowhere else."
            : count === 1
              ? "One other browser is signed in."
              : `${count} other browsers are signed in.`}
        </p>
        <Button type="submit" disabled={pending || count === 0}>
          Sign out everywhere else
        </Button>
      </div>
    </form>
  );
}
