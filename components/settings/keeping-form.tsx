"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import type { GeneralState } from "./general-form";

interface Props {
  action: (state: GeneralState, form: FormData) => Promise<GeneralState>;
  keepBodiesDays: number;
  keepLedgerDays: number;
}

/** How long the ledger of deliveries remembers. The views themselves are kept in any case. */
export function KeepingForm({ action, keepBodiesDays, keepLedgerDays }: Props) {
  const [state, submit, pending] = useActionState(action, { saved: false, error: null });
  return (
    <form action={submit} className="grid gap-4">
      {state.error && <Notice tone="danger">{state.error}</Notice>}
      {state.saved && <Notice tone="good">Saved. What is older goes within the hour.</Notice>}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Bodies (days)"
          name="keepBodiesDays"
          type="number"
          min={1}
          max={3650}
          defaultValue={keepBodiesDays}
          hint="What Mindstamp sent, word for word."
          required
        />
        <Field
          label="Deliveries (days)"
          name="keepLedgerDays"
          type="number"
          min={1}
          max={3650}
          defaultValue={keepLedgerDays}
          hint="That something came, when, and what became of it."
          required
        />
      </div>
      <div>
        <Button type="submit" disabled={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}
