import { Field } from "../ui/field";

interface Props {
  label?: string;
  name?: string;
  error?: string;
}

/** Where a new password is chosen; what it must be is said beside it. */
export function NewPassword({ label = "Password", name = "password", error }: Props) {
  return (
    <Field
      {...{ label, name, error }}
      type="password"
      autoComplete="new-password"
      hint="At least 12 characters."
      required
    />
  );
}
