"use client";

import { Dialog } from "../palette/dialog";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { FORM_WORDS } from "./words";

interface Props {
  /** What pressing Delete does, whether it is under way, and why it was not done */
  submit: (form: FormData) => void;
  pending: boolean;
  error: string | null;
  fields: Record<string, string>;
  count: number;
  which: string;
  title: string;
  onClose: () => void;
}

/** Asks once more before views are deleted, saying how many and which. */
export function DeleteDialog({ submit, pending, error, fields, count, which, title, onClose }: Props) {
  return (
    <Dialog label={title} onClose={onClose}>
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
        {error && <Notice tone="danger">{error}</Notice>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{FORM_WORDS.cancel}</Button>
          <Button type="submit" variant="danger" disabled={pending}>
            {pending ? FORM_WORDS.working : `Delete ${count === 1 ? "1 view" : `${count.toLocaleString("en")} views`}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
