import { expect, it } from "vitest";
import { parseEnv } from "./env";

const wrong = (source: Record<string, string>) => {
  try {
    parseEnv(source, "/srv");
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was accepted");
};

it("says of each wrong value what it must be, in words", () => {
  expect(wrong({ LOG_LEVEL: "loud" })).toContain("LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent");
  expect(wrong({ PORT: "0" })).toContain("PORT must be a whole number from 1 to 65535");
  expect(wrong({ SMTP_URL: "smtp://a:50%off@mail.example.com", MAIL_FROM: "a@example.com" })).toContain(
    "SMTP_URL must have each % of its user and password written as %25",
  );
  expect(wrong({ MINDSTAMP_WEBHOOK_KEY: " , " })).toContain("MINDSTAMP_WEBHOOK_KEY must hold a key");
});

it("answers by SQL, and from a replica, only where there is a Postgres", () => {
  expect(wrong({ ANALYTICS: "sql" })).toContain("ANALYTICS needs a Postgres database");
  expect(wrong({ ANALYTICS: "duck" })).toContain("ANALYTICS must be columns or sql");
  expect(wrong({ DATABASE_URL: "postgres://a/views?x=1&sslmode=bogus" })).toContain(
    "unknown sslmode: use one of disable",
  );
  expect(wrong({ DATABASE_READ_URL: "postgres://b/views" })).toContain("DATABASE_READ_URL needs a Postgres database");
  const all = { DATABASE_URL: "postgres://a/views", DATABASE_READ_URL: "postgres://b/views", ANALYTICS: "sql" };
  expect(parseEnv(all, "/srv")).toMatchObject(all);
});

it("takes keys apart at commas, and blanks as absent", () => {
  expect(parseEnv({ MINDSTAMP_WEBHOOK_KEY: " a,, b " }, "/srv").MINDSTAMP_WEBHOOK_KEYS).toEqual(["a", "b"]);
  expect(parseEnv({ MINDSTAMP_WEBHOOK_KEY: "  ", LOG_LEVEL: "" }, "/srv")).toMatchObject({
    MINDSTAMP_WEBHOOK_KEYS: [],
    LOG_LEVEL: "info",
  });
});
