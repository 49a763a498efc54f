"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface GeneralState {
  saved: boolean;
  error: string | null;
}

interface Props {
  action: (state: GeneralState, form: FormData) => Promise<GeneralState>;
  reportingZone: string;
  completionThreshold: number;
  tagLabels: Partial<Record<"tag1" | "tag2" | "tag3" | "tag4" | "tag5", string>>;
}

export function GeneralForm({ action, reportingZone, completionThreshold, tagLabels }: Props) {
  const [state, submit, pending] = useActionState(action, { saved: false, error: null });
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      {state.saved && <Notice tone="good">Saved.</Notice>}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Reporting time zone"
          name="reportingZone"
          defaultValue={reportingZone}
          hint="An IANA name such as Europe/Berlin. Days begin in it."
          required
        />
        <Field
          label="Completed from (percent)"
          name="completionThreshold"
          type="number"
          min={1}
          max={100}
          defaultValue={completionThreshold}
          hint="A view counts as completed from here."
          required
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-5">
        {(["tag1", "tag2", "tag3", "tag4", "tag5"] as const).map((tag) => (
          <Field
            key={tag}
            label={`Name of ${tag}`}
            name={tag}
            defaultValue={tagLabels[tag]}
            placeholder={tag}
            maxLength={40}
          />
        ))}
      </div>
      <div>
        <Button type="submit" disabled={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}
