import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { oncePerProcess } from "../process";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** Failures allowed before an attempt is not even looked at. Nothing is locked for good: each count ends by itself. */
function makeLimits() {
  return {
    pair: new RateLimiterMemory({ keyPrefix: "pair", points: 10, duration: 15 * MINUTE_S }),
    address: new RateLimiterMemory({ keyPrefix: "address", points: 50, duration: HOUR_S }),
    account: new RateLimiterMemory({ keyPrefix: "account", points: 100, duration: HOUR_S }),
  };
}

const limits = () => oncePerProcess("loginLimits", makeLimits);

export type Admission =
  | {
      admitted: true;
      /** The password was right: this address and account start afresh. */
      succeeded(): Promise<void>;
      /** The password was not looked at: nothing is counted. */
      withdrawn(): Promise<void>;
    }
  | { admitted: false; retryAfterS: number };

/**
 * Admits an attempt to log in, or says when to come back. An attempt counts as a failure from the start, so that many
 * at once cannot slip through, until `succeeded` takes it back. From the narrowest limit to the widest: what one address
 * may no longer try must not use up what the account's owner may try from elsewhere. A count that began before
 * `unlockedAt` is no longer held against the account.
 */
export async function admit(
  account: string,
  address: string,
  unlockedAt: () => Promise<number> = async () => 0,
): Promise<Admission> {
  const { pair, address: perAddress, account: perAccount } = limits();
  const steps = [
    { limiter: pair, key: `${address} ${account}` },
    { limiter: perAddress, key: address },
    { limiter: perAccount, key: account },
  ];
  const taken: typeof steps = [];
  for (const step of steps) {
    const refused = (await consume(step.limiter, step.key)) && (await consumeUnlocked(step, unlockedAt));
    if (refused === null) {
      taken.push(step);
      continue;
    }
    await giveBack(taken);
    return { admitted: false, retryAfterS: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
  }
  return {
    admitted: true,
    async succeeded() {
      await giveBack(taken);
      await pair.delete(`${address} ${account}`);
    },
    withdrawn: () => giveBack(taken),
  };
}

async function giveBack(taken: { limiter: RateLimiterMemory; key: string }[]): Promise<void> {
  for (const { limiter, key } of taken) await limiter.reward(key);
}

/** Asked only of who is refused: whether that was lifted since the count began. */
async function consumeUnlocked(
  { limiter, key }: { limiter: RateLimiterMemory; key: string },
  unlockedAt: () => Promise<number>,
): Promise<RateLimiterRes | null> {
  const count = await limiter.get(key);
  if (count === null) return consume(limiter, key);
  const began = Date.now() + count.msBeforeNext - limiter.duration * 1_000;
  if ((await unlockedAt()) <= began) return count;
  await limiter.delete(key);
  return consume(limiter, key);
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}
