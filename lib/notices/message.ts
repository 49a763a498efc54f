export interface Message {
  id: string;
  kind: string;
  subject: string;
  text: string;
  /** Milliseconds since 1970 */
  createdAt: number;
}

/** Why a message did not go out, in a sentence for administrators; of a receiver's answer only the status is told. */
export class NotSent extends Error {
  override name = "NotSent";
}
