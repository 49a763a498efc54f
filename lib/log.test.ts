import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { SERIALIZERS } from "./log";

const told = (error: string): unknown => {
  let line = "";
  const to = new Writable({
    write(chunk, _, done) {
      line += String(chunk);
      done();
    },
  });
  pino({ serializers: SERIALIZERS }, to).warn({ error }, "x");
  return JSON.parse(line).error;
};

test("of Prisma's several lines the log has the one that says what went wrong", () => {
  const prisma =
    "PrismaClientKnownRequestError: \nInvalid `prisma.webhookKey.findMany()` invocation:\n\n\nCan't reach database server at 127.0.0.1:4790";
  expect(told(prisma)).toBe("Can't reach database server at 127.0.0.1:4790");
  expect(told("Error: one\n\ntwo")).toBe("Error: one\n\ntwo");
  expect(told("Error: Connection terminated unexpectedly")).toBe("Error: Connection terminated unexpectedly");
});
