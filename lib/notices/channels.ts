import { sendMail } from "./email";
import { type Message, NotSent } from "./message";
import { postSigned } from "./webhook";

export type Channel = "email" | "webhook";

export interface Destinations {
  recipients: string[];
  webhook: string | null;
  secret: string;
}

/** Sends over one channel; throws NotSent. */
export async function send(channel: Channel, message: Message, to: Destinations): Promise<void> {
  if (channel === "email") await sendMail(message, to.recipients);
  else if (to.webhook === null) throw new NotSent("No webhook address is set.");
  else await postSigned(message, to.webhook, to.secret);
}
