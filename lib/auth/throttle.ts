import { oncePerProcess } from "../process";
import { Attempts } from "./attempts";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** Failures allowed before an attempt is not even looked at. Nothing is locked for good: each count ends by itself. */
const limits = () =>
  oncePerProcess("loginLimits", () => ({
    address: new Attempts({ name: "address", points: 50, duration: HOUR_S }),
    pair: new Attempts({ name: "pair", points: 10, duration: 15 * MINUTE_S }),
    account: new Attempts({ name: "account", points: 100, duration: HOUR_S }),
  }));

interface Step {
  limit: Attempts;
  whom: string;
}

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
 * at once cannot slip through, until `succeeded` takes it back. The address comes first: who tries names without end
 * from one place leaves no count behind for each; and the account last: what one address may no longer try must not use up
 * what the account's owner may try from elsewhere. A count that began before `unlockedAt` is no longer held against the
 * account.
 */
export async function admit(
  account: string,
  address: string,
  unlockedAt: () => Promise<number> = async () => 0,
): Promise<Admission> {
  const { address: perAddress, pair, account: perAccount } = limits();
  const both = `${address} ${account}`;
  const steps: Step[] = [
    { limit: perAddress, whom: address },
    { limit: pair, whom: both },
    { limit: perAccount, whom: account },
  ];
  const taken: Step[] = [];
  for (const step of steps) {
    const refusedMs = await refusal(step, unlockedAt);
    if (refusedMs === null) {
      taken.push(step);
      continue;
    }
    await takeBack(taken);
    return { admitted: false, retryAfterS: Math.max(1, Math.ceil(refusedMs / 1000)) };
  }
  return {
    admitted: true,
    async succeeded() {
      await takeBack(taken);
      await pair.forget(both);
    },
    withdrawn: () => takeBack(taken),
  };
}

async function takeBack(taken: Step[]): Promise<void> {
  await Promise.all(taken.map(({ limit, whom }) => limit.takeBack(whom)));
}

/** Counts it; of who is refused it is asked whether that was lifted since the count began. */
async function refusal({ limit, whom }: Step, unlockedAt: () => Promise<number>): Promise<number | null> {
  const refusedMs = await limit.another(whom);
  if (refusedMs === null) return null;
  const began = await limit.since(whom);
  if (began !== null) {
    if ((await unlockedAt()) <= began) return refusedMs;
    await limit.forget(whom);
  }
  return limit.another(whom);
}
