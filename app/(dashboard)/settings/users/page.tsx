import { UsersPanel } from "@/components/users/users-panel";
import { listUsers } from "@/lib/auth/users";
import { SettingsPage } from "../settings-page";
import { actOnUser } from "./actions";

export const metadata = { title: "Users" };

export default function UsersPage() {
  return (
    <SettingsPage current="/settings/users">
      {async ({ user, locale, zone }) => (
        <UsersPanel
          users={(await listUsers()).map((one) => ({ ...one, lastLoginAt: one.lastLoginAt?.toISOString() ?? null }))}
          self={user.id}
          act={actOnUser}
          {...{ locale, zone }}
        />
      )}
    </SettingsPage>
  );
}
