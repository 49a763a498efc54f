import { db } from "../db";
import type { Filter, FilterDimension } from "../query/query";
import { videoTitles } from "./video-titles";

/** A filter's value with the name that people know it by. */
export interface NamedFilter {
  dimension: FilterDimension;
  value: string | null;
  /** null: it has no name, or the reader may not see it */
  label: string | null;
  excluded: boolean;
}

/** Every value of the filters, named: a video's title, a viewer's name where `people` may be seen. */
export async function namedFilters(filters: Filter[], people: boolean): Promise<NamedFilter[]> {
  const names = new Map(
    await Promise.all(
      filters.map(async ({ dimension, include, exclude }) => {
        return [dimension, await valueNames(dimension, [...include, ...exclude], people)] as const;
      }),
    ),
  );
  return unnamedFilters(filters).map((entry) => {
    const known = names.get(entry.dimension);
    return known && entry.value !== null ? { ...entry, label: known.get(entry.value) ?? null } : entry;
  });
}

/** Every value of the filters, as its own name. */
export function unnamedFilters(filters: Filter[]): NamedFilter[] {
  return filters.flatMap(({ dimension, include, exclude }) => [
    ...include.map((value) => ({ dimension, value, label: value, excluded: false })),
    ...exclude.map((value) => ({ dimension, value, label: value, excluded: true })),
  ]);
}

/** Names by id for the dimensions whose values are ids; null: a value is its own name. */
export async function valueNames(
  dimension: FilterDimension,
  values: (string | null)[],
  people: boolean,
): Promise<Map<string, string> | null> {
  if (dimension === "video") return videoTitles(values);
  if (dimension === "viewer") return people ? viewerNames(values) : new Map();
  if (dimension === "group" || dimension === "plink") return new Map();
  return null;
}

/** Name, else e-mail, else custom id, by viewer key; a viewer without any is missing. */
export async function viewerNames(keys: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(keys.filter((key) => key !== null))];
  if (known.length === 0) return new Map();
  const rows = await db().read.viewer.findMany({
    where: { key: { in: known } },
    select: { key: true, name: true, email: true, customId: true },
  });
  return new Map(
    rows.flatMap(({ key, name, email, customId }) => {
      const shown = name || email || customId;
      return shown ? [[key, shown]] : [];
    }),
  );
}
