import { afterAll, expect, test } from "vitest";
import { dribble } from "./dribble";
import { House } from "./house";
import { Senders } from "./senders";

const SOCKETS = 500;

const house = new House();
afterAll(() => house.remove());

test("500 senders that dribble hold up nobody else", async () => {
  const server = await house.start();
  const sockets = await dribble(server.port, SOCKETS);
  const senders = new Senders(server.origin, { senders: 16, repeat: false });
  await senders.acknowledges(300);
  await senders.stop();
  expect(senders.sums.unanswered).toBe(0);
  expect(sockets.filter((socket) => !socket.destroyed).length, "connections that still dribble").toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  expect(await server.stop()).toBe(0);
});
