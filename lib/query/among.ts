import type { Answer, Filter, FilterDimension, GroupAnswer, GroupQuery, Query } from "./query";

/** A query, and those whose answers it is about. */
export const withNested = (query: Query): Query[] => [query, ...nestedIn(query)];

/**
 * Answers queries of which some are about what others find: those others first, then these with what was found as their
 * filters. `answer` must see the same views both times.
 */
export async function answerAmong(
  queries: readonly Query[],
  answer: (queries: readonly Query[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  if (!queries.some(asksOthers)) return answer(queries);
  const found = new Map<string, Answer>();
  const ask = async (wanted: readonly Query[]) => {
    // What several ask for, or a query of its own too, is answered once.
    const fresh = new Map(wanted.map((query) => [keyOf(query), query]));
    const answers = await answer([...fresh.values()]);
    for (const [i, key] of [...fresh.keys()].entries()) found.set(key, answers[i] as Answer);
  };
  await ask(queries.flatMap((query): readonly Query[] => (asksOthers(query) ? nestedIn(query) : [query])));
  const late = queries.filter(asksOthers).map((query) => [query, narrowed(query, found)] as const);
  await ask(late.map(([, narrow]) => narrow));
  const narrow = new Map<Query, Query>(late);
  return queries.map((query) => found.get(keyOf(narrow.get(query) ?? query)) as Answer);
}

const nestedIn = (query: Query): readonly GroupQuery[] => (query.kind === "groups" ? (query.among ?? []) : []);
const asksOthers = (query: Query) => nestedIn(query).length > 0;
const keyOf = (query: Query) => JSON.stringify(query);

/** The query with the found values as its filters; where nothing was found, of no time, and so of no view. */
function narrowed(query: Query, found: ReadonlyMap<string, Answer>): Query {
  const { among, ...plain } = query as GroupQuery;
  const filters = nestedIn(query).map((nested): Filter => {
    const { groups } = found.get(keyOf(nested)) as GroupAnswer;
    return {
      dimension: nested.by[0] as FilterDimension,
      include: groups.map(({ keys: [value = null] }) => value),
      exclude: [],
    };
  });
  const nothing = filters.some(({ include }) => include.length === 0);
  return { ...plain, filters: [...plain.filters, ...filters], ...(nothing && { from: 0, until: 0 }) };
}
