import { RateLimiterMemory } from "rate-limiter-flexible";
import { oncePerProcess } from "../process";

/** Wrong tokens from one address in an hour, before its requests with a token are not looked at. */
const FAILURES = 50;
const HOUR_S = 3_600;

const limiter = () =>
  oncePerProcess(
    "tokenFailures",
    () => new RateLimiterMemory({ keyPrefix: "token", points: FAILURES, duration: HOUR_S }),
  );

export interface Failures {
  /** When this address may try again; null: now */
  retryAfterS: number | null;
  /** Counts another one */
  another(): Promise<void>;
}

/** How an address has done with tokens lately. */
export async function failuresOf(address: string): Promise<Failures> {
  const count = await limiter().get(address);
  const over = count !== null && count.consumedPoints >= FAILURES;
  return {
    retryAfterS: over ? Math.max(1, Math.ceil(count.msBeforeNext / 1_000)) : null,
    another: async () => void (await limiter().penalty(address)),
  };
}
