import { AsyncLocalStorage } from "node:async_hooks";
import { type Logger, pino } from "pino";
import { env } from "./env";
import { oncePerProcess } from "./process";

/** The id of the request that is being answered, and of all that comes of it. */
export const requestIds = () => oncePerProcess("requestIds", () => new AsyncLocalStorage<string>());

/** How values of certain names are told. */
export const SERIALIZERS = { error: toldOf };

/** The only logger. Keys, cookies, bodies and addresses of people never reach it; redaction is the second fence. */
export function log(): Logger {
  return oncePerProcess("log", () =>
    pino({
      level: env().LOG_LEVEL,
      base: undefined,
      mixin: () => {
        const requestId = requestIds().getStore();
        return requestId === undefined ? {} : { requestId };
      },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: SERIALIZERS,
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

/** Prisma begins with the call in the program's code, over several lines; what went wrong is its last paragraph. */
function toldOf(error: unknown): unknown {
  if (typeof error !== "string") return error;
  return /\binvocation\b/.test(error)
    ? error
        .trim()
        .split(/\n\s*\n/)
        .at(-1)
        ?.trim()
    : error;
}
