import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request is answered with instead of data, or null to answer as usual. */
export type Trouble = (path: string, response: ServerResponse) => boolean;

export interface ApiServer {
  url: string;
  /** Paths with queries, in the order asked for */
  asked: string[];
  /** The list of views, which a test may change between two pages */
  views: (object | null)[];
  videos: object[];
  viewers: object[];
  trouble: Trouble | null;
  close(): Promise<void>;
}

export const TOKEN = "the-token";

/** A server that behaves as the sender's API is known to: a bare array, nulls in it, an empty one beyond the end. */
export async function startApi(): Promise<ApiServer> {
  const api: ApiServer = {
    url: "",
    asked: [],
    views: [],
    videos: [],
    viewers: [],
    trouble: null,
    close: async () => {},
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    api.asked.push(`${url.pathname}${url.search}`);
    if (api.trouble?.(url.pathname, response)) return;
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end("Unauthorized");
    const number = (name: string) => Number(url.searchParams.get(name) ?? 0);
    const lists: Record<string, () => unknown[]> = {
      "/api/v1/views": () => api.views.slice(number("offset"), number("offset") + Math.min(100, number("limit"))),
      "/api/v1/videos": () => api.videos,
      "/api/v1/viewers": () => api.viewers,
    };
    const list = lists[url.pathname];
    if (!list) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(list()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  api.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return api;
}
