import { CircleUserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuLink } from "../ui/menu";

interface Props {
  email: string;
  role: string;
  /** The form that ends the session */
  signOut: ReactNode;
}

export function UserMenu({ email, role, signOut }: Props) {
  return (
    <Menu
      variant="quiet"
      align="end"
      chevron={false}
      label={`Account of ${email}`}
      button={<CircleUserRound aria-hidden size={20} />}
    >
      <div className="border-b px-2.5 pt-1.5 pb-2">
        <p className="truncate font-medium text-sm">{email}</p>
        <p className="text-faint text-xs first-letter:uppercase">{role}</p>
      </div>
      <MenuLink href="/account">Account</MenuLink>
      {signOut}
    </Menu>
  );
}
