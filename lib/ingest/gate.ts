import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { UnderWay } from "../under-way";
import { noteRejection } from "./rejections";

const PATH = /^\/api\/webhooks\/views\/?(\?|$)/;
/** Deliveries at work at once. A sender has far fewer open; more would wait longer than it waits for an answer. */
const MOST_AT_WORK = 256;
/** Deliveries handed on in one turn of the event loop, which takes one new connection a turn. */
const A_TURN = 8;
/** How many turns a transaction waits for deliveries that are at the gate already. */
const MOST_TURNS = 8;

interface Gate {
  atWork: UnderWay<IncomingMessage>;
  /** Not yet handed on, in order of arrival */
  waiting: (() => void)[];
}

const gate = () => oncePerProcess<Gate>("ingest.gate", () => ({ atWork: new UnderWay(), waiting: [] }));

/**
 * Stands before the framework, whose share of a delivery is the greater one. It hands on a few deliveries a turn of the
 * event loop, so that a flood keeps neither pages nor new connections waiting, and refuses what comes while too many are
 * at work. Whose body still comes in is not counted, or a few slow senders would keep out all others.
 */
export function guardDeliveries(server: Server): void {
  const handlers = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const handOn = () => {
      for (const handler of handlers) handler.call(server, request, response);
    };
    if (!PATH.test(request.url ?? "")) handOn();
    else if (isCrowded()) refuse(request, response);
    else admit(request, response, handOn);
  });
}

/** Lets a transaction begin when those at the gate can be part of it, or it takes no more. */
export async function gatherDeliveries(takesMore: () => boolean): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS && gate().waiting.length > 0 && takesMore(); turn++) await nextTurn();
}

/** How many deliveries are between their first byte and their answer's last. */
export const deliveriesAtWork = (): number => gate().atWork.size;

function isCrowded(): boolean {
  let whole = 0;
  for (const { complete } of gate().atWork) if (complete) whole++;
  return whole >= MOST_AT_WORK;
}

function admit(request: IncomingMessage, response: ServerResponse, handOn: () => void): void {
  const { atWork, waiting } = gate();
  response.once("close", atWork.add(request));
  waiting.push(handOn);
  if (waiting.length === 1) setImmediate(handOnSome);
}

function handOnSome(): void {
  const { waiting } = gate();
  for (const handOn of waiting.splice(0, A_TURN)) handOn();
  if (waiting.length > 0) setImmediate(handOnSome);
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  noteRejection(429);
  const problem = new Problem(429, "Too many deliveries are at work. Try again shortly.", {
    headers: { "Retry-After": "5" },
  });
  response.writeHead(problem.status, problem.headers()).end(problem.text());
  request.resume();
}
