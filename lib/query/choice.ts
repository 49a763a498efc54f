import type { IgnoredParameter } from "./filters";

/** The value of a page's own parameter where it is one of those it may have; any other is named in `ignored`. */
export function choice<V extends string>(
  own: Partial<Record<string, string>>,
  name: string,
  values: readonly V[],
  usual: V,
  ignored: IgnoredParameter[],
): V {
  const given = own[name];
  if (given === undefined) return usual;
  const found = values.find((value) => value === given);
  if (found === undefined) ignored.push({ path: name, message: `must be one of ${values.join(", ")}` });
  return found ?? usual;
}
