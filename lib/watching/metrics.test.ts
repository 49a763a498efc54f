import { expect, test } from "vitest";
import { metrics } from "./metrics";

test("what has not happened yet is told as 0, so that an alarm for its absence has something to look at", async () => {
  const { values: deliveries } = await metrics().deliveries.get();
  expect(deliveries.map(({ labels, value }) => [labels.source, labels.outcome, value])).toEqual([
    ["webhook", "applied", 0],
    ["webhook", "duplicate", 0],
    ["webhook", "stale", 0],
    ["webhook", "quarantined", 0],
  ]);
  const { values: refusals } = await metrics().rejections.get();
  expect(refusals.map(({ labels, value }) => [labels.status, value])).toEqual([
    [401, 0],
    [429, 0],
    [503, 0],
  ]);
});
