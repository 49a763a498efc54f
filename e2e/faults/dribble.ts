import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { KEY } from "./senders";

/** Often enough to look alive to a server that waits some seconds for more. */
const DRIBBLE_MS = 1_000;

type Where = "in its headers" | "in its body";

/** Opens connections that never come to the end of their request: every other one in its headers, the rest in the body. */
export function dribble(port: number, sockets: number): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: sockets }, (_, i) => dribbling(port, i % 2 === 0 ? "in its headers" : "in its body")),
  );
}

async function dribbling(port: number, where: Where): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // The server may cut it: that is its right.
  socket.on("error", () => socket.destroy());
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  const head = `POST /api/webhooks/views HTTP/1.1\r\nHost: localhost\r\nX-KEY: ${KEY}\r\nContent-Type: application/json\r\n`;
  socket.write(where === "in its headers" ? head : `${head}Content-Length: 5000\r\n\r\n{`);
  (async () => {
    while (!socket.destroyed) {
      await sleep(DRIBBLE_MS);
      socket.write(where === "in its headers" ? "X-More: a\r\n" : " ");
    }
  })();
  return socket;
}
