import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { authSecret } from "../../lib/auth/secret";
import { db } from "../../lib/db";
import { env } from "../../lib/env";
import { type Server, startServer } from "../server";

export const KEY = "policy-0123456789abcdef0123456789abcdef";
/** One with a letter beyond ASCII. */
export const UMLAUT_KEY = "schlüssel-0123456789abcdef";
const PATH = "/api/webhooks/views";
const PATIENCE_MS = 10_000;

export interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

export interface Outcome {
  outcome: string;
  id: string | null;
  reason?: string;
  delivery: string;
}

type Pieces = (string | Uint8Array)[] | AsyncIterable<string | Uint8Array>;
type Body = string | Uint8Array<ArrayBuffer>;

/** The production build on this test file's own database, which the test reads by `db()`. */
export class House {
  server: Server | null = null;

  async start(more: Record<string, string> = {}): Promise<Server> {
    this.server = await startServer({
      DATABASE_URL: env().DATABASE_URL,
      MINDSTAMP_WEBHOOK_KEY: `${KEY},${UMLAUT_KEY}`,
      AUTH_SECRET: authSecret(),
      LOG_LEVEL: "warn",
      ...more,
    });
    return this.server;
  }

  get port(): number {
    return Number(new URL(this.server?.origin ?? "").port);
  }

  async post(body: Body, headers: Record<string, string> = {}, query = ""): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${PATH}${query}`, {
      method: "POST",
      headers: { "X-KEY": KEY, "Content-Type": "application/json", ...headers },
      body,
    });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  }

  /** What became of one record. */
  async deliver(value: unknown, headers: Record<string, string> = {}): Promise<Outcome> {
    const body = typeof value === "string" || value instanceof Uint8Array ? (value as Body) : JSON.stringify(value);
    const answer = await this.post(body, headers);
    if (answer.status !== 200) throw new Error(`Answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as Outcome;
  }

  /** A request written by hand, for what fetch does not send. `more` follows a piece at a time, `gap` ms apart; after `patience` ms it leaves. */
  raw(
    lines: string[],
    {
      method = "POST",
      target = PATH,
      key = KEY as string | null,
      body = "",
      more = [] as Pieces,
      gap = 0,
      patience = PATIENCE_MS,
    } = {},
  ): Promise<Answer> {
    const own = key === null ? [] : [`X-KEY: ${key}`];
    const head = [`${method} ${target} HTTP/1.1`, "Host: localhost", ...own, ...lines, "", ""].join("\r\n");
    return new Promise((resolve, reject) => {
      let received = "";
      const socket = connect(this.port, "127.0.0.1");
      const late = setTimeout(() => socket.destroy(new Error(`No answer: ${received}`)), patience);
      // A server that refuses may close while this still writes: what counts is the answer.
      socket.on("error", (error) => (received === "" ? reject(error) : socket.destroy()));
      socket.on("close", () => {
        clearTimeout(late);
        if (received === "") reject(new Error("Closed without an answer"));
        else resolve(parse(received));
      });
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1");
        if (isWhole(received)) socket.destroy();
      });
      socket.on("connect", async () => {
        socket.write(Buffer.from(head, "latin1"));
        if (body) socket.write(body);
        for await (const piece of more) {
          if (gap > 0) await sleep(gap);
          if (socket.destroyed) return;
          if (!socket.write(piece)) await new Promise<void>((go) => socket.once("drain", go).once("close", () => go()));
        }
      });
    });
  }

  ledger(delivery: string) {
    return db().read.delivery.findUniqueOrThrow({ where: { id: delivery } });
  }

  view(id: string) {
    return db().read.view.findUniqueOrThrow({ where: { id } });
  }

  async stop(): Promise<void> {
    const code = await this.server?.stop();
    await db().close();
    if (code !== 0) throw new Error(`The server ended with ${code}:\n${this.server?.output()}`);
  }
}

function isWhole(received: string): boolean {
  const [head = "", body] = received.split("\r\n\r\n");
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (body === undefined) return false;
  return length === undefined ? received.endsWith("0\r\n\r\n") : body.length >= Number(length);
}

function parse(received: string): Answer {
  const end = received.indexOf("\r\n\r\n");
  const [first = "", ...lines] = received.slice(0, end).split("\r\n");
  const headers = new Headers(lines.map((line) => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
  const rest = received.slice(end + 4);
  const chunked = headers.get("transfer-encoding") === "chunked";
  return { status: Number(first.split(" ")[1]), headers, body: chunked ? joined(rest) : rest };
}

function joined(chunks: string): string {
  let body = "";
  for (let at = 0; ; ) {
    const end = chunks.indexOf("\r\n", at);
    const size = Number.parseInt(chunks.slice(at, end), 16);
    if (!(size > 0)) return body;
    body += chunks.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}

export const VIDEO = "0452e22e-5e15-4b51-bcc7-0be4c0df99b1";
export const newId = () => crypto.randomUUID() as string;

/** The sender's documented example, as a view of its own. */
export const view = (fields: Record<string, unknown> = {}): Record<string, unknown> & { id: string } => ({
  id: newId(),
  owner_id: "a68d3edb-fb53-4bc2-9a62-ab67d0bb3d0e",
  video_id: VIDEO,
  video_token: "aVOfEGmGrZlG",
  video_title: "Interactive Video #9",
  started: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  finished: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
  elapsed: 172,
  percentage: 95,
  last_point: 35,
  furthest_point: 55,
  viewer_id: newId(),
  viewer_name: "John Doe",
  viewer_email: "john@example.com",
  viewer_phone: null,
  viewer_custom_id: null,
  interaction_count: 4,
  city: "Paris",
  region: "Île-de-France",
  country: "France",
  flag: "🇫🇷",
  url: "https://video.example.com/w/aVOfEGmGrZlG?utm_source=mail",
  browser: "Chrome 101",
  screen_width: "1440",
  screen_height: "900",
  participation: 98,
  correctness: null,
  tag1: "myTag1",
  export_count: 1,
  variables: { name: "John", color: "blue", favorite_number: 7 },
  created_at: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  updated_at: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
  ...fields,
});
