/*
 * Where one way of reckoning gives way to another. The answers are the same on either side, so that tests may move these
 * bounds to where few views are many.
 */

/** Rows handled at a time: their numbers stay in the processor's cache from one panel to the next. */
export const BLOCK_ROWS = 16_384;
/** More groups than these would cost more to clear than counting in turns saves. */
export const GROUPS_IN_TURNS = 1_024;
/** Groups that are cheaper to add up than the rows are to scan again. */
export const GROUPS_ADDED_UP = 2_048;
/** Marking is better than collecting while it takes no more memory: a collected row takes 8 bytes. */
export const BITS_A_ROW = 64;
/** So many are few in any case. */
export const FEW_BITS = 2 ** 23;
/** Fewer are sorted before all viewers are counted. */
export const ROWS_SORTED = 10_000;
/** Combinations that are numbered whether or not they occur; of more, those that do. */
export const DENSE_PAIRS = 2 ** 22;
/** Of these, so many are numbered by an array that stays in the processor's cache, the rest by a map … */
export const PAIRS_BY_ARRAY = 2 ** 17;
/** … and so many seconds. */
export const SECONDS_BY_ARRAY = 2 ** 14;
/** Filters that name more values leave too many to number them one by one. */
export const MOST_REMAINING = 10_000;
/** Of fewer, all are numbered by themselves. */
export const MANY_VALUES = 2 ** 16;
/** Fewer rows are looked through before another thread would have begun. */
export const WORTH_SHARING = 50_000;
/** More groups than these would not stay in the processor's cache. */
export const GROUPS_IN_HISTOGRAM = 1_024;
/** Fewer rows than this part of all viewers are looked up in a map before a number for each viewer has its memory. */
export const PART_IN_MAP = 64;
/** From this many rows on, counting beats comparing. */
export const ROWS_BY_DIGIT = 20_000;
/** Fewer are sorted before a number is found for each. */
export const GROUPS_SORTED = 64;
/** Pages so much shorter than the order are looked for among the first groups of it. */
export const TIMES_A_PAGE = 8;
/** Of a filter that leaves few of very many codes, rows are first looked up by so many lowest bits of theirs. */
export const SIEVE = 2 ** 15;
/** More names than these leave too many. */
export const CODES_SIFTED = 2_000;
/** Fewer groups are summed up all at once as fast. */
export const GROUPS_SUMMED_UP = 20_000;
/** Ids, or keys, that are indexed in one step after a start: some twenty milliseconds at most, and twice that where the index is touched first. */
export const INDEXED_AT_ONCE = 10_000;
/** Memory for selections' rows that is kept from one batch to the next. */
export const BYTES_KEPT = 2 ** 24;
/** Bytes of arrays that answered batches may leave lying, in the store's thread: about as many as a long one makes. */
export const arraysLeft = (rows: number): number => Math.max(2 ** 25, 25 * rows);
