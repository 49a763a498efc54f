import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { db } from "../db";
import { dialectOf } from "../db/dialects";
import { env } from "../env";
import { Fault } from "../fault";
import { oncePerProcess } from "../process";
import { digestUnder } from "./seal";

const TABLE = "attempts";

interface Limit {
  name: string;
  /** How many within … */
  points: number;
  /** … so many seconds */
  duration: number;
}

interface Statement {
  text: string;
  values: unknown[];
}

/** Anybody can sign in as often as they like: that must not fill the log. */
const alone = () =>
  oncePerProcess(
    "attempts.alone",
    () =>
      new Fault(
        "failed logins are counted by this instance alone just now",
        "failed logins are counted together again",
      ),
  );

/** As the limiter asks for rows. One statement by itself: it need not wait in line behind the commits of deliveries. */
const storeClient = {
  async query({ text, values }: Statement) {
    try {
      const found = await db().read.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
      const rows = found.map(({ expire, ...row }) => ({ ...row, expire: expire === null ? null : Number(expire) }));
      alone().passed();
      return { rows, rowCount: rows.length };
    } catch (error) {
      alone().met(error);
      throw error;
    }
  },
};

/** Counts attempts of each `whom`: on Postgres of all instances together, or alone while the database does not answer. */
export class Attempts {
  readonly #limiter: RateLimiterAbstract;

  constructor(private readonly limit: Limit) {
    const { name: keyPrefix, points, duration } = limit;
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    const isShared = dialectOf(env()).name === "postgres";
    this.#limiter = isShared
      ? new RateLimiterPostgres({
          storeClient,
          storeType: "client",
          tableName: TABLE,
          tableCreated: true,
          insuranceLimiter: memory,
          keyPrefix,
          points,
          duration,
        })
      : memory;
  }

  /** Counts one more; returns in how many ms to come back when that is too many, else null. */
  async another(whom: string): Promise<number | null> {
    try {
      await this.#limiter.consume(keyOf(whom));
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return error.msBeforeNext;
      throw error;
    }
  }

  async takeBack(whom: string): Promise<void> {
    await this.#limiter.reward(keyOf(whom));
  }

  async forget(whom: string): Promise<void> {
    await this.#limiter.delete(keyOf(whom));
  }

  /** When the first that still counts was counted, in ms since 1970; null: there is none. */
  async since(whom: string): Promise<number | null> {
    const count = await this.#limiter.get(keyOf(whom));
    return count && Date.now() + count.msBeforeNext - this.limit.duration * 1_000;
  }
}

/** What people type into a login is nobody's to read, not even in a database's backup. */
const keyOf = (whom: string): string => digestUnder("attempts", whom);
