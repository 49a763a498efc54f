import { setTimeout as sleep } from "node:timers/promises";
import { elementTexts } from "./json";

/** Records of one page of views. */
export const PAGE_RECORDS = 100;
const TIMEOUT_MS = 60_000;
/** Videos and viewers come in one answer each. */
const MAX_ANSWER_BYTES = 128 * 1_048_576;
/** Pauses before an answer is asked for again, unless it says how long. */
const PAUSES_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000];
const MAX_PAUSE_MS = 300_000;

/** The sender's API cannot be read; the message says why, and what to do. */
export class ApiFailure extends Error {
  override name = "ApiFailure";

  constructor(
    message: string,
    /** Of this one list, which the API refuses or does not have; others may still be read */
    readonly ofList = false,
  ) {
    super(message);
  }
}

/** Worth another try: the API is busy, broken or slow. */
class Passing extends Error {
  constructor(
    message: string,
    readonly waitMs: number | null = null,
  ) {
    super(message);
  }
}

export interface ApiOptions {
  url: string;
  token: string;
  signal?: AbortSignal;
  /** Told before each pause: why, and for how long */
  onPause?(why: string, ms: number): void;
  /** Instead of the usual ones */
  timeoutMs?: number;
  pausesMs?: number[];
}

/** The sender's REST API. Each method gives the texts of a list's records, as they came. */
export function mindstampApi(options: ApiOptions) {
  const at = (path: string) => new URL(path, options.url.endsWith("/") ? options.url : `${options.url}/`);
  return {
    views: (offset: number) => list(at(`views?limit=${PAGE_RECORDS}&offset=${offset}`), options),
    videos: () => list(at("videos"), options),
    viewers: () => list(at("viewers"), options),
  };
}

export type MindstampApi = ReturnType<typeof mindstampApi>;

/** Asks until there is an answer or it makes no sense any more. */
async function list(url: URL, options: ApiOptions): Promise<string[]> {
  const pauses = options.pausesMs ?? PAUSES_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(url, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof Passing)) throw error;
      const usual = pauses[attempt];
      if (usual === undefined)
        throw new ApiFailure(
          `Mindstamp’s API did not answer after ${attempt + 1} tries: ${error.message}. What was read is stored; start again later, and it goes on from there.`,
        );
      const pause = Math.min(MAX_PAUSE_MS, error.waitMs ?? usual);
      options.onPause?.(error.message, pause);
      await sleep(pause, undefined, { signal: options.signal });
    }
  }
}

async function ask(url: URL, { token, signal, timeoutMs = TIMEOUT_MS }: ApiOptions): Promise<string[]> {
  const over = AbortSignal.timeout(timeoutMs);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
      // Elsewhere the token is nobody's business.
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, over]) : over,
    });
    text = answer.ok ? await readCapped(answer) : "";
    if (!answer.ok) await answer.body?.cancel();
  } catch (error) {
    if (error instanceof ApiFailure) throw error;
    if (over.aborted) throw new Passing(`there was no answer within ${timeoutMs / 1_000} s`);
    throw new Passing(`the connection failed (${reasonOf(error)})`);
  }
  refuse(answer, url);
  const texts = elementTexts(text, Number.MAX_SAFE_INTEGER);
  if (texts !== null) return texts;
  // Cut off on its way, it may be whole the next time.
  if (/^\s*\[/.test(text)) throw new Passing("an answer was cut off");
  throw new ApiFailure(
    `${url.origin}${url.pathname} answered with something that is no list of records. Check MINDSTAMP_API_URL.`,
  );
}

function refuse({ status, headers, ok }: Response, url: URL): void {
  const place = `${url.origin}${url.pathname}`;
  if (ok) return;
  if (status === 401 || status === 403)
    throw new ApiFailure(
      `Mindstamp’s API refused the token (${status}). Check MINDSTAMP_API_TOKEN: it is made in Mindstamp’s account settings.`,
      true,
    );
  if (status >= 300 && status < 400)
    throw new ApiFailure(
      `${place} points elsewhere (${headers.get("location") ?? status}). Set MINDSTAMP_API_URL to the address that answers itself.`,
    );
  if (status === 429 || status === 408 || status >= 500)
    throw new Passing(`it answered ${status}`, retryAfter(headers.get("retry-after")));
  throw new ApiFailure(`${place} answered ${status}. Check MINDSTAMP_API_URL.`, true);
}

/** Milliseconds to wait, as seconds or a date; null when it does not say. */
function retryAfter(text: string | null): number | null {
  if (text === null || text.trim() === "") return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

async function readCapped(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES)
      throw new ApiFailure(`Mindstamp’s API answered with more than ${MAX_ANSWER_BYTES >> 20} MB at once.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? (error as Error).message);
}
