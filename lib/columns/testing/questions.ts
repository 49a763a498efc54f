import fc from "fast-check";
import {
  CODED_DIMENSIONS,
  DECILE_DIMENSIONS,
  type Dimension,
  FILTER_DIMENSIONS,
  type Filter,
  METRICS,
  ORDERS,
  type Query,
  type Ranked,
  SECOND_DIMENSIONS,
  TIME_DIMENSIONS,
} from "../../query/query";

/** What every executor is asked in tests: any query about views of two weeks in which clocks and days were odd. */
export const ZONES = [
  ...["UTC", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"],
];
export const START = Date.UTC(2011, 11, 25);
export const END = Date.UTC(2012, 0, 8);
export const TEXTS = ["a", "b", "Z", "é", "\u{1F600}", "\uFF21", "0"];
/** In Apia, the end of a day that was followed by none, and the beginning of the next. */
export const ODD = [START, Date.UTC(2011, 11, 30, 10), Date.UTC(2011, 11, 31, 10), END];
export const instant = fc.integer({ min: START, max: END });

const VARIABLES = ["var:color", "var:__proto__", "var:n", "var:never"] as const;
const OWN_VALUES = ["v1", "v2", "first", "repeat", "identified", "anonymous", "nowhere"];
const values = fc.array(fc.option(fc.constantFrom(...TEXTS, ...OWN_VALUES)), { maxLength: 2 });
const ranges = fc.array(fc.option(fc.constantFrom("0-49", "50-100", "0", "100", "33-66")), { maxLength: 2 });
const percentFilter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.constantFrom(...DECILE_DIMENSIONS),
  include: ranges,
  exclude: ranges,
});
const filter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...CODED_DIMENSIONS) },
    { weight: 1, arbitrary: fc.constantFrom("attempt" as const, "identity" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...VARIABLES) },
  ),
  include: values,
  exclude: values,
});
/** Often one at which there are views. */
const bound = fc.option(fc.oneof(instant, fc.constantFrom(...ODD)), { freq: 2 });
const selection = {
  from: bound,
  until: bound,
  // Most filters leave nothing of so few views.
  filters: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Filter[]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: filter }, { weight: 1, arbitrary: percentFilter }), {
        maxLength: 2,
      }),
    },
  ),
  search: fc.option(fc.constantFrom("title", "ANN", "@x", "%"), { nil: undefined }),
  searchPeople: fc.boolean(),
};
const dimension = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...FILTER_DIMENSIONS, ...TIME_DIMENSIONS, ...SECOND_DIMENSIONS),
  },
  // Those that follow from other views, or have names.
  {
    weight: 1,
    arbitrary: fc.constantFrom("attempt" as const, "identity" as const, "video" as const, "viewer" as const),
  },
  { weight: 1, arbitrary: fc.constantFrom(...TIME_DIMENSIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...VARIABLES) },
);
const order = fc.option(fc.record({ by: fc.constantFrom(...ORDERS), descending: fc.boolean() }), { nil: undefined });
const ranked: fc.Arbitrary<Ranked> = fc.record({
  ...selection,
  kind: fc.constant("groups" as const),
  by: fc.tuple(fc.constantFrom(...CODED_DIMENSIONS, ...VARIABLES)),
  metrics: fc.constant([]),
  order,
  limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  offset: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
});
export const query: fc.Arbitrary<Query> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...selection,
      kind: fc.constant("groups" as const),
      by: fc.uniqueArray(dimension, { maxLength: 3 }),
      metrics: fc.subarray([...METRICS]),
      order,
      limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      step: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      rest: fc.boolean(),
      offset: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      among: fc.option(fc.array(ranked, { maxLength: 2 }), { freq: 3, nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...selection,
      kind: fc.constant("rows" as const),
      limit: fc.integer({ min: 1, max: 9 }),
      offset: fc.integer({ min: 0, max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...selection, kind: fc.constant("ids" as const) }) },
);

const panel = fc.record({
  kind: fc.constant("groups" as const),
  by: fc.constantFrom<Dimension[]>(
    ...([[], ["tag1"], ["tag1"], ["video"], ["viewer"], ["percentage"], ["viewer", "tag2"]] satisfies Dimension[][]),
    ...([["weekday", "hour"], ["month", "hour"], ["day"], ["week"], ["last_point"]] satisfies Dimension[][]),
  ),
  metrics: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: fc.subarray([...METRICS]) }),
  order,
  limit: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  step: fc.option(fc.constantFrom(1, 20), { nil: undefined }),
  offset: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  rest: fc.boolean(),
});
const ofOne: Filter[][] = (["viewer", "tag1"] as const).map((dimension) => [
  { dimension, include: [dimension === "viewer" ? "v1" : "a"], exclude: [] },
]);
/** As a page asks: several queries on one selection, some of them by the same dimensions. */
export const page: fc.Arbitrary<Query[]> = fc
  .record({
    selected: fc.record(selection),
    filters: fc.option(fc.constantFrom(...ofOne), { freq: 2 }),
    panels: fc.array(panel, { minLength: 2, maxLength: 7 }),
  })
  .map(({ selected, filters, panels }) =>
    panels.map((one) => ({ ...selected, filters: filters ?? selected.filters, ...one })),
  );
