import { headers } from "next/headers";
import { localeOf } from "@/components/format/formats";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { UsersPanel } from "@/components/users/users-panel";
import { requireUser } from "@/lib/auth/current-user";
import { listUsers } from "@/lib/auth/users";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../../account-corner";
import { actOnUser } from "./actions";

export const metadata = { title: "Users" };

export default async function UsersPage() {
  const user = await requireUser("administrator");
  const [users, { reportingZone: zone }, request] = await Promise.all([listUsers(), settings(), headers()]);
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings/users" />
      <div className="grid max-w-5xl gap-8 px-4 pt-2 md:px-6">
        <UsersPanel
          users={users.map((one) => ({ ...one, lastLoginAt: one.lastLoginAt?.toISOString() ?? null }))}
          self={user.id}
          act={actOnUser}
          locale={localeOf(request.get("accept-language"))}
          zone={zone}
        />
      </div>
    </>
  );
}
