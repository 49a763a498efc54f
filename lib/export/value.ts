import type { Json } from "../mindstamp/json";

/** What stands in a cell: text, a number, any JSON; null = unknown. */
export type Value = Json;

/** A row's values, in the order of its table's columns. */
export type Row = readonly Value[];
