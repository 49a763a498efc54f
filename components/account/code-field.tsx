import { Field } from "../ui/field";

/** A code of the second factor; one for recovery does too, and is longer. */
export function CodeField() {
  return (
    <Field
      label="Code that the app shows"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={40}
      required
    />
  );
}
