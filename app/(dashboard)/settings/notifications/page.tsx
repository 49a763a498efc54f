import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { ChoicesForm, EmailForm, WebhookForm } from "@/components/settings/notice-forms";
import { NoticeList } from "@/components/settings/notice-list";
import { SettingsSection } from "@/components/settings/section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { requireUser } from "@/lib/auth/current-user";
import { noticeConfig } from "@/lib/notices/config";
import { canSendMail } from "@/lib/notices/email";
import { latestNotices } from "@/lib/notices/outbox";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../../account-corner";
import { saveChoices, saveEmail, saveWebhook } from "./actions";
import { choicesOf } from "./choices";

export const metadata = { title: "Notifications" };

const SHOWN = 10;

export default async function NotificationsPage() {
  const user = await requireUser("administrator");
  const [config, notices, { reportingZone: zone }, request] = await Promise.all([
    noticeConfig(),
    latestNotices(SHOWN),
    settings(),
    headers(),
  ]);
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings/notifications" />
      <div className="grid max-w-5xl gap-8 px-4 pt-2 md:px-6">
        <SettingsSection
          id="what"
          title="What is told"
          about={<p>Each is told once, until it is over. Nothing personal of viewers is in a notice.</p>}
        >
          <ChoicesForm action={saveChoices} choices={choicesOf(config)} />
        </SettingsSection>
        <SettingsSection id="email" title="E-mail" about={<p>Plain text, one e-mail to all recipients.</p>}>
          <EmailForm action={saveEmail} recipients={config.recipients} canSend={canSendMail()} />
        </SettingsSection>
        <SettingsSection
          id="webhook"
          title="Webhook"
          about={<p>For Slack, Mattermost and the like, or a receiver of your own. Redirects are not followed.</p>}
        >
          <WebhookForm action={saveWebhook} webhook={config.webhook} secret={config.secret} />
        </SettingsSection>
        <SettingsSection
          id="lately"
          title="Told lately"
          about={<p>What is not taken is tried again for 17 hours, ever less often.</p>}
        >
          <NoticeList notices={notices} formats={formats(localeOf(request.get("accept-language")), zone)} />
        </SettingsSection>
      </div>
    </>
  );
}
