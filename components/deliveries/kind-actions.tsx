"use client";

import { Button } from "../ui/button";
import { useActing } from "./acting";

interface Props {
  kind: { reason: string; path: string | null };
  /** How many wait, written out; "" for one */
  count: string;
}

/** For all that waits of a kind: replay it, or silence it for good. */
export function KindActions({ kind, count }: Props) {
  const acting = useActing();
  if (acting === null) return null;
  const { submit, pending, goOn } = acting;
  const unfinished = goOn?.reason === kind.reason && goOn.path === kind.path ? goOn : null;
  return (
    <form action={submit} className="flex flex-wrap gap-2">
      <input type="hidden" name="reason" value={kind.reason} />
      <input type="hidden" name="path" value={kind.path ?? ""} />
      {unfinished && <input type="hidden" name="startedAt" value={unfinished.startedAt} />}
      <Button type="submit" name="intent" value="replay" variant="primary" size="sm" disabled={pending}>
        {unfinished ? "Go on replaying" : count === "" ? "Replay it" : `Replay all ${count}`}
      </Button>
      <Button type="submit" name="intent" value="silence" size="sm" disabled={pending}>
        {count === "" ? "Dismiss it, and what comes like it" : "Dismiss all, and what comes like them"}
      </Button>
    </form>
  );
}
