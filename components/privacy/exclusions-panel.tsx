"use client";

import { useActionState } from "react";
import type { Exclusion } from "@/lib/privacy/exclusions";
import { formats } from "../format/formats";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { FORM_WORDS, PRIVACY_WORDS } from "./words";

export interface ExclusionsState {
  error: string | null;
  /** Makes the form anew after each rule that was taken */
  saved: number;
  /** What was typed, where it was refused */
  typed: string;
}

interface Props {
  exclusions: Exclusion[];
  /** Viewers left out now */
  viewers: number;
  act: (state: ExclusionsState, form: FormData) => Promise<ExclusionsState>;
  locale: string;
  zone: string;
}

/** Whose views are left out of the figures, and by which rule. */
export function ExclusionsPanel({ exclusions, viewers, act, locale, zone }: Props) {
  const [state, submit, pending] = useActionState(act, { error: null, saved: 0, typed: "" });
  const own = formats(locale, zone);
  return (
    <div className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      <form key={state.saved} action={submit} className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Field
          label="Address, domain, custom id or viewer key"
          name="value"
          defaultValue={state.typed}
          placeholder="example.com"
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Button type="submit" disabled={pending}>
          {pending ? FORM_WORDS.working : "Exclude"}
        </Button>
      </form>
      {exclusions.length === 0 ? (
        <p className="text-muted text-sm">Nobody is excluded: every view counts.</p>
      ) : (
        <>
          <ul className="divide-y divide-line/60 border-y">
            {exclusions.map(({ id, kind, value, name, createdAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                <p className="min-w-0 flex-1 basis-56">
                  <span className="wrap-anywhere block font-medium">{name ?? value}</span>
                  <span className="block text-muted text-xs">
                    {PRIVACY_WORDS.kinds[kind]} · since <time dateTime={createdAt}>{own.day(createdAt)}</time>
                  </span>
                </p>
                <form action={submit}>
                  <input type="hidden" name="id" value={id} />
                  <Button type="submit" size="sm" disabled={pending} aria-label={`Include ${name ?? value} again`}>
                    Include again
                  </Button>
                </form>
              </li>
            ))}
          </ul>
          <p className="text-muted text-sm">
            {viewers === 1 ? "1 viewer is left out now." : `${own.exact(viewers)} viewers are left out now.`}
          </p>
        </>
      )}
    </div>
  );
}
