import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { House } from "./house";
import { KEY, Senders } from "./senders";

const SOCKETS = 500;

const house = new House();
afterAll(() => house.remove());

test("500 senders that dribble hold up nobody else", async () => {
  const server = await house.start();
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, (_, i) => dribbling(server.port, i % 2 === 0 ? "in its headers" : "in its body")),
  );
  const senders = new Senders(server.origin, { senders: 16, repeat: false });
  await senders.acknowledges(300);
  await senders.stop();
  expect(senders.sums.unanswered).toBe(0);
  expect(sockets.filter((socket) => !socket.destroyed).length, "connections that still dribble").toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  expect(await server.stop()).toBe(0);
});

/** A connection that never comes to the end of its request. */
async function dribbling(port: number, where: "in its headers" | "in its body"): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // The server may cut it: that is its right.
  socket.on("error", () => socket.destroy());
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  const head = `POST /api/webhooks/views HTTP/1.1\r\nHost: localhost\r\nX-KEY: ${KEY}\r\nContent-Type: application/json\r\n`;
  socket.write(where === "in its headers" ? head : `${head}Content-Length: 5000\r\n\r\n{`);
  (async () => {
    while (!socket.destroyed) {
      await sleep(250);
      socket.write(where === "in its headers" ? "X-More: a\r\n" : " ");
    }
  })();
  return socket;
}
