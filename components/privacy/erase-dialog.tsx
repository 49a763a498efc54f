"use client";

import { Dialog } from "../palette/dialog";
import { Button } from "../ui/button";
import { FORM_WORDS, PRIVACY_WORDS } from "./words";

export interface AskedPerson {
  by: "email" | "custom" | "viewer";
  value: string;
}

interface Props {
  asked: AskedPerson;
  /** What would be erased, in a sentence */
  extent: string;
  act: (form: FormData) => void;
  pending: boolean;
  onClose: () => void;
}

const CHOICES = [
  { value: "kept", word: PRIVACY_WORDS.kept, means: PRIVACY_WORDS.keptMeans },
  { value: "dropped", word: PRIVACY_WORDS.dropped, means: PRIVACY_WORDS.droppedMeans },
] as const;

/** Asks once more before somebody is erased, and whether their views go on counting. */
export function EraseDialog({ asked, extent, act, pending, onClose }: Props) {
  return (
    <Dialog label={PRIVACY_WORDS.eraseTitle} onClose={onClose}>
      <form action={act} className="grid gap-4 p-5">
        <input type="hidden" name="by" value={asked.by} />
        <input type="hidden" name="value" value={asked.value} />
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{PRIVACY_WORDS.eraseTitle}</h2>
          <p className="text-muted text-sm">{extent}</p>
        </div>
        <fieldset className="grid gap-2">
          <legend className="sr-only">What becomes of the counts</legend>
          {CHOICES.map(({ value, word, means }) => (
            <label
              key={value}
              className="flex cursor-pointer gap-3 rounded border p-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input type="radio" name="counts" value={value} defaultChecked={value === "kept"} className="mt-0.5" />
              <span className="grid gap-0.5">
                <span className="font-medium text-sm">{word}</span>
                <span className="text-muted text-sm">{means}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <ul className="grid list-disc gap-1 pl-5 text-muted text-sm">
          {PRIVACY_WORDS.eraseMeans.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{FORM_WORDS.cancel}</Button>
          <Button type="submit" variant="danger" disabled={pending}>
            {pending ? FORM_WORDS.working : PRIVACY_WORDS.eraseNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
