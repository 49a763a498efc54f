import { get, type IncomingMessage } from "node:http";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../sign-in";
import { House, until } from "./house";
import { post, viewBody } from "./senders";

const VIEWS = 20_000;
const MANY = 2_000;
const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };
const ADDRESS = "/api/export/views?period=all";

const house = new House(ADMINISTRATOR);
let origin = "";
let cookie = "";

beforeAll(async () => {
  ({ origin } = await house.start());
  for (let sent = 0; sent < VIEWS; sent += MANY) {
    const bodies = Array.from({ length: MANY }, () => viewBody(crypto.randomUUID(), 1));
    expect((await post(origin, `[${bodies.join()}]`)).status).toBe(200);
  }
  await until("the columns have all views", async () => (await house.health()).views === VIEWS);
  cookie = await signIn(origin, ADMINISTRATOR);
});
afterAll(() => house.remove());

const whole = async () =>
  (await (await fetch(`${origin}${ADDRESS}`, { headers: { cookie } })).text()).split("\r\n").length - 2;
const begun = () =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(`${origin}${ADDRESS}`, { headers: { cookie } }, resolve).on("error", reject);
  });

/** Makes the table of views unreadable, and readable again. */
function rename(from: string, to: string): void {
  const database = new Database(house.file, { timeout: 5_000 });
  database.exec(`ALTER TABLE views RENAME COLUMN ${from} TO ${to}`);
  database.close();
}

test("an export whose reading fails midway breaks off, and none looks whole; the next one is", async () => {
  expect(await whole()).toBe(VIEWS);
  const answer = await begun();
  expect(answer.statusCode).toBe(200);
  // Nobody reads it yet: the server waits after what the sockets hold.
  rename("tag1", "elsewhere");
  try {
    const ending = new Promise<string>((resolve) => {
      answer.once("end", () => resolve("end"));
      answer.once("error", ({ message }) => resolve(message));
    });
    answer.resume();
    expect(await ending).toBe("aborted");
    expect(answer.complete).toBe(false);
  } finally {
    rename("elsewhere", "tag1");
  }
  expect(await whole()).toBe(VIEWS);
});

test("a client that reads nothing keeps nothing busy, and a stop does not wait for it", async () => {
  const answer = await begun();
  answer.on("error", () => undefined);
  await until("deliveries are taken meanwhile", async () => {
    return (await post(origin, viewBody(crypto.randomUUID(), 1))).status === 200;
  });
  expect(await house.server?.stop()).toBe(0);
  answer.destroy();
});
