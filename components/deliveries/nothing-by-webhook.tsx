import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";
import { Notice } from "../ui/notice";

/** Views were loaded by hand, but Mindstamp has sent none. */
export function NothingByWebhook({ administrates }: { administrates: boolean }) {
  return (
    <Notice
      title="Nothing has come by the webhook yet"
      actions={
        administrates && (
          <Link href="/settings#webhook" className={buttonClass({ size: "sm" })}>
            Webhook address and keys
          </Link>
        )
      }
    >
      In Mindstamp, paste this server’s webhook address as the view webhook of your account, and tick the view webhook
      in the settings of each video. Then use the test button there: it shows here at once.
    </Notice>
  );
}
