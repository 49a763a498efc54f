import type { ReactNode } from "react";
import { Field } from "../ui/field";
import { CodeField } from "./code-field";

/** The current password, and a code where there is a second factor, beside the button that needs them. */
export function WithPassword({ asksCode, children }: { asksCode: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field
        label="Current password"
        name="password"
        type="password"
        autoComplete="current-password"
        className="min-w-0 flex-1 basis-60"
        required
      />
      {asksCode && <CodeField />}
      {children}
    </div>
  );
}
