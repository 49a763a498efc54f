"use client";

import { useActionState } from "react";
import { NewPassword } from "../access/new-password";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Saved, type SavedState } from "./saved";

interface Props {
  action: (state: SavedState, form: FormData) => Promise<SavedState>;
  /** For password managers, which keep it with the new password */
  email: string;
}

export function PasswordChange({ action, email }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="grid gap-4">
      <Saved {...state} />
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Current password" name="current" type="password" autoComplete="current-password" required />
        <NewPassword label="New password" name="next" />
      </div>
      <div>
        <Button type="submit" disabled={pending}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
