import { columns } from "../../columns/columns";
import { db } from "../../db";

/** Views and viewers of all time, once the store has seen the last commit. */
export async function figures(): Promise<{ views: number; viewers: number }> {
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
  const all = { from: null, until: null, filters: [] };
  const { answers } = await columns().run({
    zone: "UTC",
    completionThreshold: 95,
    queries: [{ kind: "groups", by: [], metrics: ["viewers"], ...all }],
  });
  const { views, viewers } = answers[0].total;
  return { views, viewers };
}

export async function closeAll(): Promise<void> {
  await columns().close();
  await db().close();
}
