"use client";

import { Trash2 } from "lucide-react";
import { useActionState, useState } from "react";
import { Dialog } from "../palette/dialog";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { PRIVACY_WORDS } from "./words";

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
  const [state, submit, pending] = useActionState(act, { error: null });
  const views = count === 1 ? "1 view" : `${count.toLocaleString("en")} views`;
  const title = count === 1 ? "Delete this view" : `Delete ${views}`;
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
        <Dialog label={title} onClose={() => setAsking(false)}>
          <form action={submit} className="grid gap-4 p-5">
            {Object.entries(fields).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <input type="hidden" name="told" value={count} />
            <h2 className="font-semibold text-lg">{title}</h2>
            <p className="text-sm">This deletes {which}.</p>
            <p className="text-muted text-sm">
              Figures, lists and exports are without {count === 1 ? "it" : "them"} from now on. It cannot be undone:
              delivered or imported again, a deleted view stays deleted.
            </p>
            {state.error && <Notice tone="danger">{state.error}</Notice>}
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setAsking(false)}>{PRIVACY_WORDS.cancel}</Button>
              <Button type="submit" variant="danger" disabled={pending}>
                {pending ? PRIVACY_WORDS.working : `Delete ${views}`}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
