import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { columns } from "./columns/columns";
import { db } from "./db";
import { drain } from "./ingest/ingest";
import { writeRejections } from "./ingest/rejections";
import { log } from "./log";
import { oncePerProcess } from "./process";

/** Requests that have not ended by then are cut: the sender repeats what was not acknowledged. */
const REQUESTS_MS = 5_000;
const WHOLE_MS = 9_500;
/** A sender that dribbles is cut off, so that it cannot hold sockets for minutes. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

const REQUEST_START = "http.server.request.start";

const state = () =>
  oncePerProcess<{ server: Server | null; stopping: boolean }>("shutdown", () => ({ server: null, stopping: false }));

/** Learns the HTTP server that Next keeps to itself, from its first request, and bounds how slow a client may be. */
export function watchServer(): void {
  const learn = (message: unknown) => {
    const { server } = message as { server: Server };
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.requestTimeout = REQUEST_TIMEOUT_MS;
    state().server = server;
    unsubscribe(REQUEST_START, learn);
  };
  subscribe(REQUEST_START, learn);
}

/** The first signal stops the server in order; further ones (Ctrl-C arrives more than once) change nothing. */
export function handleSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void shutdown(signal));
  // Started by `npm run up`: without it there would be nobody left to stop this server.
  process.on("disconnect", () => void shutdown("disconnect"));
}

/** Answers what is under way, writes what was accepted, closes the database, and ends the process within 10 s. */
async function shutdown(reason: string): Promise<void> {
  if (state().stopping) return;
  state().stopping = true;
  setTimeout(() => {
    log().error("shutdown took too long: ended by force");
    process.exit(1);
  }, WHOLE_MS).unref();
  log().info({ reason }, "stopping");
  try {
    await stopAccepting();
    await drain();
    await writeRejections();
    await columns().close();
    await db().close();
    log().info("stopped");
    process.exit(0);
  } catch (error) {
    log().error({ err: error }, "shutdown failed");
    process.exit(1);
  }
}

async function stopAccepting(): Promise<void> {
  const { server } = state();
  if (!server) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection falls idle again after its last answer.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(REQUESTS_MS)]);
  clearInterval(idle);
  server.closeAllConnections();
}
