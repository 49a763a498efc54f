import { expect, test } from "vitest";
import { isRejection, parseView } from "../../lib/mindstamp/view";
import { demoDeliveries } from "./deliveries";
import { demoViews } from "./generate";

const NOW = Date.UTC(2026, 10, 24, 10);
const make = (views: number) => [...demoViews({ views, now: NOW })];

test("the same options give the same views, in the number asked for", () => {
  expect(make(500)).toEqual(make(500));
  expect(make(500)).toHaveLength(500);
  expect(new Set(make(3_000).map(({ id }) => id)).size).toBe(3_000);
});

test("every view is read without a flag, none lies ahead, and every metric is unknown for some", () => {
  const unknown = new Map<string, number>();
  for (const view of make(3_000)) {
    const parsed = parseView(view);
    if (isRejection(parsed)) throw new Error(`${parsed.reason} ${parsed.path}`);
    expect(parsed.flags).toEqual([]);
    expect(parsed.fields.started).toBeLessThanOrEqual(NOW);
    for (const metric of ["elapsed", "percentage", "participation", "correctness", "country", "viewer_id"] as const)
      if (parsed.fields[metric] === null) unknown.set(metric, (unknown.get(metric) ?? 0) + 1);
  }
  expect([...unknown.keys()].sort()).toEqual([
    "correctness",
    "country",
    "elapsed",
    "participation",
    "percentage",
    "viewer_id",
  ]);
});

test("few videos have most views, people return, and weekends are quieter", () => {
  const views = make(6_000);
  const count = (key: string) => {
    const counts = new Map<unknown, number>();
    for (const view of views) counts.set(view[key], (counts.get(view[key]) ?? 0) + 1);
    return [...counts.values()];
  };
  expect(Math.max(...count("video_id"))).toBeGreaterThan(6_000 / 6);
  expect(count("viewer_id").length).toBeLessThan(4_000);
  const weekend = views.filter((view) => /^S(at|un)/.test(String(view.started))).length;
  expect(weekend / views.length).toBeLessThan(0.2);
});

test("a few percent of the views are told of twice, first with less", () => {
  const deliveries = [...demoDeliveries({ views: 2_000, now: NOW })];
  const last = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const early = deliveries.filter((delivery) => last.get(delivery.id) !== delivery);
  expect(early.length / 2_000).toBeGreaterThan(0.02);
  expect(early.length / 2_000).toBeLessThan(0.06);
  for (const delivery of early) expect(delivery.finished).toBeNull();
  expect([...last.values()]).toEqual(make(2_000));
});
