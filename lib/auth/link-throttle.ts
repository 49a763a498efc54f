import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";

/** Forms that were sent with a one-time link from one address in a quarter of an hour; each may cost a hash. */
const MOST = 20;
const WITHIN_S = 15 * 60;

const limiter = () =>
  oncePerProcess("linkTries", () => new RateLimiterMemory({ keyPrefix: "link", points: MOST, duration: WITHIN_S }));

/** Counts a form sent with a link of any kind. Throws a Problem 429 when too many came from this address. */
export async function countLinkTry(address: string): Promise<void> {
  try {
    await limiter().consume(address);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new Problem(429, "Too many tries from your address. Wait a quarter of an hour, then try again.");
  }
}
