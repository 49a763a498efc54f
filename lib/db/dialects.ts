import type { Env } from "../env";
import type { Dialect } from "./dialect";
import { postgres } from "./postgres";
import { sqlite } from "./sqlite";

/** Which of the two databases a URL means. */
export function dialectOf(env: Pick<Env, "DATABASE_URL">): Dialect {
  return env.DATABASE_URL.startsWith("file:") ? sqlite : postgres;
}
