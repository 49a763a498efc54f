import { useId } from "react";
import type { Role } from "@/lib/auth/user";
import { Select } from "../ui/field";
import { ROLE_WORDS } from "./words";

/** A choice of roles, under its label. */
export function RoleField({ value }: { value: Role }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        Role
      </label>
      <Select id={id} name="role" defaultValue={value} key={value}>
        {Object.entries(ROLE_WORDS).map(([role, word]) => (
          <option key={role} value={role}>
            {word}
          </option>
        ))}
      </Select>
    </div>
  );
}
