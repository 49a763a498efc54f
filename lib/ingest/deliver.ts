import { Fault } from "../fault";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { readBody } from "./body";
import type { Outcome } from "./incoming";
import { IngestBusy, IngestUnavailable, ingest } from "./ingest";
import { recordsOf } from "./records";
import { noteRejection } from "./rejections";
import { verifyWebhookKey } from "./verify-key";

/** A sender that waits longer has likely gone; the commit may still happen, and the retry is then a duplicate. */
const DEADLINE_MS = 3_000;
/** What a delivery has at least after its last byte: a slow sender's own time is not held against it. */
const AFTER_BODY_MS = 1_000;
const RETRY = { headers: { "Retry-After": "5" } };

/** One webhook delivery, from headers to durable rows. Throws a Problem for everything that is not a 200. */
export async function deliver(request: Request): Promise<Outcome | { outcomes: Outcome[] }> {
  try {
    return await take(request);
  } catch (error) {
    noteRejection(error instanceof Problem ? error.status : 500);
    throw error;
  }
}

async function take(request: Request): Promise<Outcome | { outcomes: Outcome[] }> {
  const receivedAt = Date.now();
  const deadline = receivedAt + DEADLINE_MS;
  const { keyId, configured } = await before(deadline, verifyWebhookKey(request.headers.get("x-key")));
  if (!configured)
    throw new Problem(503, "No webhook key is configured yet: add one in Settings.", {
      headers: { "Retry-After": "60" },
    });
  if (keyId === null) throw new Problem(401, "A valid webhook key is needed in the header X-KEY.");
  const body = await readBody(request);
  const { items, many } = recordsOf(body, request.headers.get("content-type"), {
    receivedAt,
    source: "webhook",
    keyId,
  });
  const outcomes = await before(Math.max(deadline, Date.now() + AFTER_BODY_MS), ingest(items));
  fault().passed();
  return many ? { outcomes } : (outcomes[0] as Outcome);
}

async function before<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const left = deadline - Date.now();
    timer = setTimeout(() => reject(new IngestUnavailable("Not stored within the deadline")), left);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof IngestBusy)
      throw new Problem(429, "Too many deliveries are waiting. Try again shortly.", RETRY);
    throw unavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(error: unknown): Problem {
  const cause = error instanceof IngestUnavailable ? (error.cause ?? error.message) : error;
  fault().met(cause);
  return new Problem(503, "The delivery could not be stored. Try again.", RETRY);
}

const fault = () =>
  oncePerProcess(
    "ingest.unavailable",
    () => new Fault("a delivery could not be stored", "deliveries are stored again", "error"),
  );
