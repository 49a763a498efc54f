import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate as immediate, setTimeout as sleep } from "node:timers/promises";
import { columns } from "./columns/columns";
import { db, readPlace } from "./db";
import { stopOwnJob } from "./history/job";
import { guardDeliveries } from "./ingest/gate";
import { drain } from "./ingest/ingest";
import { writeRejections } from "./ingest/rejections";
import { endListeners } from "./live/hub";
import { log } from "./log";
import { oncePerProcess } from "./process";
import { UnderWay } from "./under-way";

/** Requests that have not ended by then are cut: the sender repeats what was not acknowledged. */
const REQUESTS_MS = 5_000;
const WHOLE_MS = 9_500;
/** A sender that dribbles is cut off, so that it cannot hold sockets for minutes. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than proxies keep theirs, 60 s as a rule: who closes first cuts a request that is on its way. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

/** What a sender began just before the signal arrives well within. */
const ON_ITS_WAY_MS = 250;
/** As many connections may wait to be taken. */
const TURNS = 512;
const IDLE_STEP_MS = 50;

const REQUEST_START = "http.server.request.start";

interface State {
  server: Server | null;
  /** Answers not yet begun or under way */
  responses: UnderWay<ServerResponse>;
  stopping: boolean;
  /** Requests under way that may take as long as they need */
  long: number;
}

const state = () =>
  oncePerProcess<State>("shutdown", () => ({ server: null, responses: new UnderWay(), stopping: false, long: 0 }));

/**
 * Learns the HTTP server that Next keeps to itself, from its first request, and bounds how slow a client may be and how
 * many deliveries may be at work.
 */
export function watchServer(): void {
  const { responses } = state();
  const learn = (message: unknown) => {
    const { server } = message as { server: Server };
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.requestTimeout = REQUEST_TIMEOUT_MS;
    server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
    state().server = server;
    guardDeliveries(server);
    unsubscribe(REQUEST_START, learn);
  };
  subscribe(REQUEST_START, learn);
  subscribe(REQUEST_START, (message) => {
    const { response } = message as { response: ServerResponse };
    if (state().stopping) response.shouldKeepAlive = false;
    response.once("close", responses.add(response));
  });
}

/**
 * Runs `work`, which reads a large request of somebody who may send one, without the bound on how long requests take. Node
 * has one for all of them; headers stay bounded, and others' bodies are bounded again when `work` is done.
 */
export async function whileRequestsMayTakeLong<T>(work: () => Promise<T>): Promise<T> {
  const shared = state();
  const { server } = shared;
  shared.long++;
  if (server) server.requestTimeout = 0;
  try {
    return await work();
  } finally {
    if (--shared.long === 0 && server) server.requestTimeout = REQUEST_TIMEOUT_MS;
  }
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
    endListeners();
    const historyStopped = stopOwnJob();
    await stopAccepting();
    await historyStopped;
    await drain();
    await writeRejections();
    await columns().close();
    await readPlace().close();
    await db().close();
    log().info("stopped");
    process.exit(0);
  } catch (error) {
    log().error({ err: error }, "shutdown failed");
    process.exit(1);
  }
}

async function stopAccepting(): Promise<void> {
  const { server, responses } = state();
  if (!server) return;
  // Each answer from now on ends its connection, so that no sender begins another request in it.
  for (const response of responses) if (!response.headersSent) response.shouldKeepAlive = false;
  // To close at once would reset who has connected already: one connection is taken a turn of the event loop.
  await sleep(ON_ITS_WAY_MS);
  for (let turn = 0; turn < TURNS; turn++) await immediate();
  // Not the HTTP server's own close: it would cut connections that look idle while a delivery is on its way in them.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const ended = Promise.race([closed.then(() => true), sleep(REQUESTS_MS, true)]);
  while (!(await Promise.race([ended, sleep(IDLE_STEP_MS, false)]))) {
    // Timers come before sockets are read: a busy server first reads what has arrived.
    await immediate();
    server.closeIdleConnections();
  }
  server.closeAllConnections();
}
