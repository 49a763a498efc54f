import { Problem } from "../problem";
import { apiHandler } from "./handler";

/** For the methods that a route does not take: 405 with what it does take, which Next leaves out by itself. */
export const allowOnly = (allow: string) =>
  apiHandler(async () => {
    throw new Problem(405, `This is asked for by ${allow.replaceAll(", ", " or ")}.`, { headers: { Allow: allow } });
  });
