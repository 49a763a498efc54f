import type { ReactNode } from "react";
import { type SettingsAddress, SettingsTabs } from "@/components/settings/settings-tabs";
import { requireUser } from "@/lib/auth/current-user";
import { FormPage, type FormVisit } from "../form-page";

interface Props {
  current: SettingsAddress;
  children: (visit: FormVisit) => Promise<ReactNode>;
}

/** A page of the settings, for administrators alone. */
export async function SettingsPage({ current, children }: Props) {
  const user = await requireUser("administrator");
  return (
    <FormPage title="Settings" user={user} tabs={<SettingsTabs current={current} />}>
      {children}
    </FormPage>
  );
}
