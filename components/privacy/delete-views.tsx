"use client";

import { Trash2 } from "lucide-react";
import { useActionState, useState } from "react";
import { Button } from "../ui/button";

export interface DeleteState {
  error: string | null;
}

export type DeleteAct = (state: DeleteState, form: FormData) => Promise<DeleteState>;

interface Props {
  act: DeleteAct;
  /** What the action is told: `id`, or `search` with the filters; and `viewer` on a viewer's page */
  fields: Record<string, string>;
  count: number;
  /** Which views, as a sentence goes on: “This deletes … ” */
  which: string;
  /** Shown on the button; absent: an icon alone */
  word?: string;
}

/** Deletes views after asking once more, saying how many. Most who see the button never press it: what asks is loaded then. */
export function DeleteViews({ act, fields, count, which, word }: Props) {
  const [asking, setAsking] = useState<typeof import("./delete-dialog") | "unloaded" | null>(null);
  const [{ error }, submit, pending] = useActionState(act, { error: null });
  const title = count === 1 ? "Delete this view" : `Delete ${count.toLocaleString("en")} views`;
  const ask = () => import("./delete-dialog").then(setAsking, () => setAsking("unloaded"));
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        onClick={ask}
        aria-label={word === undefined ? `${title}: ${which}` : undefined}
        className={word === undefined ? "h-6 px-1.5 text-faint hover:text-bad" : undefined}
      >
        <Trash2 aria-hidden size={14} />
        {word}
      </Button>
      {asking === "unloaded" && (
        <span role="alert" className="text-bad text-sm">
          Not loaded: reload the page.
        </span>
      )}
      {asking !== null && asking !== "unloaded" && (
        <asking.DeleteDialog
          {...{ submit, pending, error, fields, count, which, title }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
