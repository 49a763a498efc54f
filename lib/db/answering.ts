import type { Connection } from "./dialect";

/** Waits for an answer so long, in ms; then the connection is cut, which fails what waits for it. */
export async function answering<T>(connection: Connection, ms: number, work: Promise<T>): Promise<T> {
  const watch = setTimeout(() => connection.cut(), ms);
  try {
    return await work;
  } finally {
    clearTimeout(watch);
  }
}
