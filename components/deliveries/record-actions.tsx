"use client";

import { Button } from "../ui/button";
import { useActing } from "./acting";

interface Props {
  id: string;
  state: "open" | "dismissed";
  /** There are bytes to replay */
  hasBody: boolean;
}

/** For the one record that a page shows. */
export function RecordActions({ id, state, hasBody }: Props) {
  const acting = useActing();
  if (acting === null) return null;
  const { submit, pending } = acting;
  return (
    <form action={submit} className="flex flex-wrap gap-2">
      <input type="hidden" name="id" value={id} />
      {hasBody && (
        <Button type="submit" name="intent" value="replay" variant="primary" size="sm" disabled={pending}>
          Replay
        </Button>
      )}
      {state === "open" ? (
        <Button type="submit" name="intent" value="dismiss" size="sm" disabled={pending}>
          Dismiss
        </Button>
      ) : (
        hasBody && (
          <Button type="submit" name="intent" value="bring back" size="sm" disabled={pending}>
            Bring back
          </Button>
        )
      )}
    </form>
  );
}
