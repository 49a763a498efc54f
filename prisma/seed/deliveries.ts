import { type DemoOptions, demoViews } from "./generate";
import { Random } from "./random";

/** Of the views, those that are told of twice: first while they are under way. */
const REPORTED_EARLY = 0.04;

/** The views' webhooks in order of sending: some views come twice, and the second delivery tells more. */
export function* demoDeliveries(options: DemoOptions): Generator<Record<string, unknown>> {
  const random = new Random((options.seed ?? 7) + 1);
  for (const view of demoViews(options)) {
    if (random.chance(REPORTED_EARLY)) yield underWay(view);
    yield view;
  }
}

function underWay(view: Record<string, unknown>): Record<string, unknown> {
  const half = (value: unknown) => (typeof value === "number" ? Math.floor(value / 2) : null);
  return {
    ...view,
    finished: null,
    elapsed: null,
    percentage: half(view.percentage),
    last_point: half(view.last_point),
    furthest_point: half(view.furthest_point),
    participation: half(view.participation),
    interaction_count: half(view.interaction_count),
    correctness: null,
    updated_at: view.started,
  };
}
