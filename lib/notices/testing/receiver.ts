import { createServer, type IncomingHttpHeaders } from "node:http";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** What the next requests are answered with */
  answer(status: number, headers?: Record<string, string>): void;
  /** How long the next requests wait for it, in ms */
  delay(ms: number): void;
  close(): Promise<void>;
}

/** A receiver of webhooks that keeps what it gets. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  let [status, more]: [number, Record<string, string>] = [200, {}];
  let waiting = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      setTimeout(() => response.writeHead(status, more).end("ok"), waiting);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`,
    received,
    answer(code, headers = {}) {
      [status, more] = [code, headers];
    },
    delay(ms) {
      waiting = ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
