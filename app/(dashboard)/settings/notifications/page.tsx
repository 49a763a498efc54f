import { ChoicesForm, EmailForm, WebhookForm } from "@/components/settings/notice-forms";
import { NoticeList } from "@/components/settings/notice-list";
import { SettingsSection } from "@/components/settings/section";
import { noticeConfig } from "@/lib/notices/config";
import { canSendMail } from "@/lib/notices/email";
import { latestNotices } from "@/lib/notices/outbox";
import { SettingsPage } from "../settings-page";
import { saveChoices, saveEmail, saveWebhook } from "./actions";
import { choicesOf } from "./choices";

export const metadata = { title: "Notifications" };

const SHOWN = 10;

export default function NotificationsPage() {
  return (
    <SettingsPage current="/settings/notifications">
      {async ({ formats }) => {
        const [config, notices] = await Promise.all([noticeConfig(), latestNotices(SHOWN)]);
        return (
          <>
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
              <NoticeList notices={notices} formats={formats} />
            </SettingsSection>
          </>
        );
      }}
    </SettingsPage>
  );
}
