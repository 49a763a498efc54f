import { z } from "zod";
import { CROSS_METRICS } from "@/components/tags/tag-cross-panel";
import type { IgnoredParameter } from "@/lib/query/filters";
import { TAGS, type Tag } from "@/lib/reports/tags";

const CHOICES = {
  tag: z.enum(TAGS),
  by: z.enum(["video", "country"]),
  metric: z.enum(CROSS_METRICS),
};

/** What the page's own parameters choose; what they cannot is named. */
export function chosen(own: Record<string, string>, usual: Tag) {
  const ignored: IgnoredParameter[] = [];
  const read = <T>(name: keyof typeof CHOICES, schema: z.ZodType<T>, otherwise: T): T => {
    if (own[name] === undefined) return otherwise;
    const parsed = schema.safeParse(own[name]);
    if (parsed.success) return parsed.data;
    ignored.push({ path: name, message: `must be one of ${CHOICES[name].options.join(", ")}` });
    return otherwise;
  };
  return {
    tag: read("tag", CHOICES.tag, usual),
    by: read("by", CHOICES.by, "video"),
    metric: read("metric", CHOICES.metric, "views"),
    ignored,
  };
}
