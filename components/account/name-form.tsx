"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Saved, type SavedState } from "./saved";

interface Props {
  action: (state: SavedState, form: FormData) => Promise<SavedState>;
  email: string;
  name: string | null;
}

export function NameForm({ action, email, name }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="grid gap-4">
      <Saved {...state} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="E-mail" type="email" value={email} disabled />
        <Field key={name} label="Name" name="name" autoComplete="name" defaultValue={name ?? ""} maxLength={100} />
      </div>
      <div>
        <Button type="submit" disabled={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}
