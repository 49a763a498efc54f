"use client";

import { Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../ui/button";

/** Most who see the button never press it. */
const DeleteDialog = lazy(() => import("./delete-dialog"));

export interface DeleteState {
  error: string | null;
}

export type DeleteAct = (state: DeleteState, form: FormData) => Promise<DeleteState>;

interface Props {
  act: DeleteAct;
  /** What the action is told: `id`, or `search` (and `viewer`) with the filters */
  fields: Record<string, string>;
  count: number;
  /** Which views, as a sentence goes on: “This deletes … ” */
  which: string;
  /** Shown on the button; absent: an icon alone */
  word?: string;
}

/** Deletes views after asking once more, saying how many. */
export function DeleteViews({ act, fields, count, which, word }: Props) {
  const [asking, setAsking] = useState(false);
  const title = count === 1 ? "Delete this view" : `Delete ${count.toLocaleString("en")} views`;
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        onClick={() => setAsking(true)}
        aria-label={word === undefined ? `${title}: ${which}` : undefined}
        className={word === undefined ? "h-6 px-1.5 text-faint hover:text-bad" : undefined}
      >
        <Trash2 aria-hidden size={14} />
        {word}
      </Button>
      {asking && (
        <Suspense>
          <DeleteDialog {...{ act, fields, count, which, title }} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
