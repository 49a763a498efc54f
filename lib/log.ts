import { type Logger, pino } from "pino";
import { env } from "./env";
import { oncePerProcess } from "./process";

/** The only logger. Keys, cookies, bodies and addresses of people never reach it; redaction is the second fence. */
export function log(): Logger {
  return oncePerProcess("log", () =>
    pino({
      level: env().LOG_LEVEL,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          "key",
          "token",
          "password",
          "cookie",
          "authorization",
          "body",
          "email",
          "*.key",
          "*.token",
          "*.password",
          "*.email",
        ],
        censor: "[redacted]",
      },
    }),
  );
}
