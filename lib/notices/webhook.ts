import { lookup as resolve } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Webhook } from "standardwebhooks";
import { type Message, NotSent } from "./message";

const TIMEOUT_MS = 10_000;

/** Where clouds answer with their credentials, and addresses that are nobody's; other private ones may well be meant. */
const NEVER = new BlockList();
NEVER.addSubnet("169.254.0.0", 16);
NEVER.addAddress("0.0.0.0");
NEVER.addSubnet("fe80::", 10, "ipv6");
NEVER.addSubnet("fd00:ec2::", 32, "ipv6");
NEVER.addAddress("::", "ipv6");

const isForbidden = (address: string) => NEVER.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
const forbidden = () =>
  new NotSent("The webhook’s address leads to a link-local or unspecified address, which is refused.");

/** Looked at once it is resolved, at the very connection: a name cannot say one thing first and another thing then. */
const lookup: LookupFunction = (host, options, done) =>
  resolve(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return done(error ?? new Error("no address"), "", 0);
    if (addresses.some(({ address }) => isForbidden(address))) return done(forbidden(), "", 0);
    if (options.all) return done(null, addresses as never);
    done(null, first.address, first.family);
  });

/**
 * Posts a message as JSON whose `text` chat programs show, signed as Standard Webhooks has it. Redirects are not followed,
 * and of the answer nothing but the status is looked at. Throws NotSent.
 */
export async function postSigned(message: Message, address: string, secret: string): Promise<void> {
  const { id, kind, subject, text, createdAt } = message;
  const body = JSON.stringify({
    text: `*${subject}*\n${text}`,
    type: `viewledger.${kind}`,
    timestamp: new Date(createdAt).toISOString(),
  });
  const now = new Date();
  const status = await post(new URL(address), body, {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "Viewledger",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  });
  if (status >= 300 && status < 400)
    throw new NotSent(
      `The webhook’s receiver answered ${status}: redirects are not followed. Enter the address it leads to.`,
    );
  if (status < 200 || status >= 300) throw new NotSent(`The webhook’s receiver answered ${status}.`);
}

function post(url: URL, body: string, headers: Record<string, string>): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isForbidden(host)) return Promise.reject(forbidden());
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((fulfil, reject) => {
    const sent = send(url, { method: "POST", headers, lookup, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) });
    sent.on("error", (error) => {
      if (error instanceof NotSent) return reject(error);
      const late = error.name === "AbortError" || error.name === "TimeoutError";
      const { code = error.message } = error as NodeJS.ErrnoException;
      const why = late ? "did not answer in time" : `could not be reached (${code})`;
      reject(new NotSent(`The webhook’s receiver ${why}.`, { cause: error }));
    });
    sent.on("response", (answer) => {
      fulfil(answer.statusCode ?? 0);
      answer.destroy();
    });
    sent.end(body);
  });
}
