import type { FormEvent, ReactNode } from "react";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import { RoleField } from "./role-field";
import type { UserView } from "./user-view";

interface Props {
  user: UserView;
  act: (form: FormData) => void;
  pending: boolean;
}

const closeMenu = (event: FormEvent<HTMLFormElement>) =>
  event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();

/** What an administrator can do to a user, behind one button. */
export function UserActions({ user, act, pending }: Props) {
  const form = (intent: string, children: ReactNode) => (
    <form action={act} onSubmit={closeMenu} className="grid gap-2">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="id" value={user.id} />
      {children}
    </form>
  );
  const press = (intent: string, word: string, about: string, danger = false) =>
    form(
      intent,
      <>
        <p className="text-muted text-sm">{about}</p>
        <div>
          <Button type="submit" size="sm" variant={danger ? "danger" : "secondary"} disabled={pending}>
            {word}
          </Button>
        </div>
      </>,
    );
  return (
    <Menu button="Manage" label={`Manage ${user.email}`} align="end" className="w-80">
      <div className="grid divide-y [&>*]:px-2.5 [&>*]:py-3">
        {user.state !== "disabled" &&
          form(
            "role",
            <>
              <RoleField value={user.role} />
              <div>
                <Button type="submit" size="sm" disabled={pending}>
                  Change the role
                </Button>
              </div>
            </>,
          )}
        {user.state === "invited" && press("link", "Make a new link", "If the link is lost or older than 24 hours.")}
        {user.state === "active" &&
          press("link", "Make a password link", "With it the user chooses another password, once, within 24 hours.")}
        {user.state === "active" &&
          press("sign out", "Sign out everywhere", "Ends every session and API token of the user at once.")}
        {user.tokens > 0 && press("tokens", "Revoke API tokens", "Programs of the user fetch nothing any more.", true)}
        {user.secondFactor &&
          press("second factor", "Turn the second factor off", "If the device and the recovery codes are lost.", true)}
        {user.singleSignOn &&
          press(
            "disconnect",
            "Disconnect single sign-on",
            user.hasPassword
              ? "Signs the user out, programs included. The password signs in from then on."
              : "Signs the user out, programs included, who then needs a link, or comes again by single sign-on with a verified address.",
            true,
          )}
        {user.state === "invited" &&
          press("withdraw", "Take the invitation back", "The link stops working, and the user is removed.", true)}
        {user.state === "active" &&
          press("disable", "Disable", "Signs the user out, and ends links and API tokens. It can be undone.", true)}
        {user.state === "disabled" &&
          press(
            "enable",
            "Enable",
            user.hasPassword
              ? "The user may sign in again, with the same password."
              : "The user may sign in again, by single sign-on or a new link.",
          )}
        {user.state === "disabled" &&
          press(
            "delete",
            "Delete for good",
            "Removes name, address and all that is theirs. Saved filters that everybody shares and the audit log stay, the log without name and address. It cannot be undone.",
            true,
          )}
      </div>
    </Menu>
  );
}
