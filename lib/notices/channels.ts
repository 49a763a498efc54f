import { sendMail } from "./email";
import { postSigned } from "./webhook";

export type Channel = "email" | "webhook";

export interface Message {
  id: string;
  kind: string;
  subject: string;
  text: string;
  /** Milliseconds since 1970 */
  createdAt: number;
}

export interface Destinations {
  recipients: string[];
  webhook: string | null;
  secret: string;
}

/** Why a message did not go out, in a sentence for administrators; of a receiver's answer only the status is told. */
export class NotSent extends Error {
  override name = "NotSent";
}

/** Sends over one channel; throws NotSent. */
export async function send(channel: Channel, message: Message, to: Destinations): Promise<void> {
  if (channel === "email") await sendMail(message, to.recipients);
  else if (to.webhook === null) throw new NotSent("No webhook address is set.");
  else await postSigned(message, to.webhook, to.secret);
}
