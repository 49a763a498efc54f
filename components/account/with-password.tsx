import type { ReactNode } from "react";
import { Field } from "../ui/field";

/** The current password beside the button that needs it. */
export function WithPassword({ children }: { children: ReactNode }) {
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
      {children}
    </div>
  );
}
