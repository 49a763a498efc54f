"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { GeneralPreview, type Preview, useGeneralPreview } from "./general-preview";

export interface GeneralState {
  saved: boolean;
  error: string | null;
}

const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;
type Tag = (typeof TAGS)[number];

interface Props {
  action: (state: GeneralState, form: FormData) => Promise<GeneralState>;
  preview: Preview;
  reportingZone: string;
  completionThreshold: number;
  tagLabels: Partial<Record<Tag, string>>;
  /** Values that most views carry; none where the tag is not in use */
  tagExamples: Record<Tag, string[]>;
}

export function GeneralForm({ action, preview, ...props }: Props) {
  const { reportingZone, completionThreshold, tagLabels, tagExamples } = props;
  const [state, submit, pending] = useActionState(action, { saved: false, error: null });
  const form = useRef<HTMLFormElement>(null);
  const { lines, look, forget } = useGeneralPreview(form, preview);
  useEffect(() => {
    if (state.saved) forget();
  }, [state, forget]);
  return (
    <form ref={form} action={submit} onChange={look} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      {state.saved && <Notice tone="good">Saved.</Notice>}
      <div className="grid items-start gap-4 sm:grid-cols-2">
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
      <GeneralPreview lines={lines} />
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {TAGS.map((tag) => (
          <Field
            key={tag}
            label={`Name of ${tag}`}
            name={tag}
            defaultValue={tagLabels[tag]}
            placeholder={tag}
            maxLength={40}
            hint={tagExamples[tag].length > 0 ? `Holds ${tagExamples[tag].join(", ")}` : "No view carries it."}
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
