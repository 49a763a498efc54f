import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import { env } from "../env";
import { type Message, NotSent } from "./message";

/** Of each step, which a server that says a word now and then can draw out. */
const TIMEOUT_MS = 15_000;
/** Of all together; far below the time for which a try is claimed, so that nobody sends it a second time meanwhile. */
const LIMIT_MS = 45_000;

/** Whether this server was told how to send e-mail. */
export function canSendMail(): boolean {
  return env().SMTP_URL !== undefined;
}

/** One e-mail to all recipients, who see each other; plain text. After `limitMs` the connection is cut. Throws NotSent. */
export async function sendMail(
  { id, subject, text }: Message,
  recipients: string[],
  limitMs = LIMIT_MS,
): Promise<void> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (url === undefined || from === undefined) throw new NotSent("Start Viewledger with SMTP_URL and MAIL_FROM first.");
  if (recipients.length === 0) throw new NotSent("No recipient is named.");
  const server = smtpOf(url);
  const limit = AbortSignal.timeout(limitMs);
  const options: SMTPTransport.Options = {
    ...server,
    getSocket: (_, done) => connectTo(server, limit, done),
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport(options);
  try {
    await transport.sendMail({
      from,
      to: recipients,
      subject,
      text,
      headers: { "Auto-Submitted": "auto-generated", "X-Viewledger-Notice": id },
    });
  } catch (error) {
    if (limit.aborted) throw new NotSent("The mail server did not take it in time.", { cause: error });
    const { code, responseCode, message } = error as { code?: string; responseCode?: number; message: string };
    throw new NotSent(`The mail server did not take it: ${reasonOf(code, responseCode) ?? message}`, { cause: error });
  } finally {
    transport.close();
  }
}

/** A connection of one's own can be cut for good: what is given up must not arrive after all. */
function connectTo(
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
  done: (error: Error | null, found: { connection: Socket } | false) => void,
): void {
  const socket = connect({ host, port, signal, keepAlive: true });
  const late = () => socket.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
  const failed = (error: NodeJS.ErrnoException) =>
    done(Object.assign(error, { code: error.code === "ETIMEDOUT" ? error.code : "ECONNECTION" }), false);
  socket.setTimeout(TIMEOUT_MS, late);
  socket.once("error", failed);
  socket.once("connect", () => {
    socket.setTimeout(0, late);
    socket.off("error", failed);
    done(null, { connection: socket });
  });
}

function smtpOf(text: string) {
  const url = new URL(text);
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Said to a server with a password, it must be by TLS.
    requireTLS: !secure && user !== "" && url.searchParams.get("tls") !== "never",
    ...(user !== "" && { auth: { user, pass: decodeURIComponent(url.password) } }),
  };
}

/** The server's own words may quote what was sent to it. */
function reasonOf(code: string | undefined, responseCode: number | undefined): string | null {
  if (code === "EAUTH") return "it refused the user or the password of SMTP_URL.";
  if (code === "EENVELOPE") return `it refused the sender or a recipient${responseCode ? ` (${responseCode})` : ""}.`;
  if (code === "ETLS") return "it offers no TLS, which a password needs.";
  if (code === "ESOCKET" || code === "ECONNECTION" || code === "EDNS")
    return "it could not be reached. Check SMTP_URL.";
  if (code === "ETIMEDOUT") return "it did not answer in time.";
  return responseCode ? `it answered ${responseCode}.` : null;
}
