"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { useActing } from "./acting";

interface Props {
  state: "open" | "dismissed" | "replayed";
  /** The table; its rows have checkboxes named “id” */
  children: ReactNode;
}

const INTENTS = {
  open: [
    ["replay", "Replay"],
    ["dismiss", "Dismiss"],
  ],
  dismissed: [
    ["bring back", "Bring back"],
    ["replay", "Replay"],
  ],
  replayed: [],
} as const;

/** Lets records be chosen, and dealt with together. */
export function RecordsForm({ state, children }: Props) {
  const acting = useActing();
  const [chosen, setChosen] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const boxes = () => [...(form.current?.querySelectorAll<HTMLInputElement>("input[name=id]") ?? [])];
  const count = () => setChosen(boxes().filter((box) => box.checked).length);
  const chooseAll = (checked: boolean) => {
    for (const box of boxes()) box.checked = checked;
    count();
  };
  if (acting === null || state === "replayed") return children;
  return (
    <form ref={form} action={acting.submit} onChange={count} onReset={() => setChosen(0)}>
      <div className="flex flex-wrap items-center gap-2 px-4 pb-2">
        <label className="mr-2 flex items-center gap-2 text-muted text-sm">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            onChange={(event) => chooseAll(event.target.checked)}
          />
          All on this page
        </label>
        {INTENTS[state].map(([intent, word]) => (
          <Button
            key={intent}
            type="submit"
            name="intent"
            value={intent}
            size="sm"
            disabled={acting.pending || chosen === 0}
          >
            {word}
            {chosen > 0 && <span className="text-faint tabular-nums">{chosen}</span>}
          </Button>
        ))}
      </div>
      {children}
    </form>
  );
}
