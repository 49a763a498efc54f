"use client";

import { useActionState } from "react";
import { formats } from "../format/formats";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface RetentionState {
  /** What would go if this were saved; null: nothing was looked at */
  preview: { months: number; views: number; before: string } | null;
  saved: boolean;
  error: string | null;
  /** What was typed, where it was refused */
  typed: string | null;
}

interface Props {
  act: (state: RetentionState, form: FormData) => Promise<RetentionState>;
  keepViewsMonths: number | null;
  /** When old views were last looked for, ISO; null: not since months were chosen */
  doneAt: string | null;
  locale: string;
  zone: string;
}

const many = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** For how long views are kept; before anything is deleted it says how much that would be. */
export function RetentionForm({ act, keepViewsMonths, doneAt, locale, zone }: Props) {
  const [{ preview, saved, error, typed }, submit, pending] = useActionState(act, {
    preview: null,
    saved: false,
    error: null,
    typed: null,
  });
  return (
    <div className="grid gap-4">
      {error && <Notice tone="danger">{error}</Notice>}
      {saved && (
        <Notice tone="good">
          {keepViewsMonths === null
            ? "Saved. Views are kept for ever."
            : "Saved. Older views are deleted within the hour, and from then on once a day."}
        </Notice>
      )}
      <form action={submit} className="grid items-end gap-3 sm:grid-cols-[14rem_auto]">
        <Field
          label="Keep views for (months)"
          name="months"
          type="number"
          min={1}
          max={1200}
          defaultValue={typed ?? preview?.months ?? keepViewsMonths ?? ""}
          placeholder="for ever"
          key={`${preview?.months} ${keepViewsMonths}`}
        />
        <div>
          <Button type="submit" disabled={pending}>
            Look what would go
          </Button>
        </div>
      </form>
      <p className="text-muted text-xs">
        Empty: views are kept for ever.
        {keepViewsMonths !== null && doneAt !== null && (
          <>
            {" "}
            Older ones were last deleted <time dateTime={doneAt}>{formats(locale, zone).moment(doneAt)}</time>.
          </>
        )}
      </p>
      {preview && (
        <Notice
          tone={preview.views > 0 ? "warning" : "info"}
          title={
            preview.views > 0
              ? `${many(preview.views, "view")} from before ${preview.before} would be deleted`
              : `No view is from before ${preview.before}`
          }
          actions={
            <form action={submit}>
              <input type="hidden" name="months" value={preview.months} />
              <input type="hidden" name="save" value="1" />
              <Button type="submit" variant={preview.views > 0 ? "danger" : "secondary"} size="sm" disabled={pending}>
                Keep {many(preview.months, "month")} from now on
              </Button>
            </form>
          }
        >
          Once a day older views are deleted, with what the ledger kept of their deliveries.
        </Notice>
      )}
    </div>
  );
}
