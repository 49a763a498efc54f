import type { PageFilters } from "@/lib/query/filters";
import type { NamedFilter } from "@/lib/reports/named-filters";
import type { Formats } from "../format/formats";
import { COMPARE_WORDS, dimensionWord, filterWord, PERIOD_WORDS } from "../words";

interface Props {
  page: PageFilters;
  named: NamedFilter[];
  tagLabels: Partial<Record<string, string>>;
  span: { from: string; until: string };
  formats: Formats;
}

/** On paper there is no filter bar: what the figures are of stands there in words. */
export function PrintedFilters({ page, named, tagLabels, span, formats }: Props) {
  const days = formats.days(span.from, span.until);
  const filters = named.map(({ dimension, value, label, excluded }) => {
    const name = dimensionWord(dimension, tagLabels);
    return `${name}${excluded ? " is not" : ":"} ${filterWord(dimension, value, label)}`;
  });
  if (page.q) filters.push(`Search: ${page.q}`);
  const period = page.period === "custom" ? days : `${PERIOD_WORDS[page.period]}: ${days}`;
  const isCompared = page.period !== "all" && page.compare !== "none";
  return (
    <div className="hidden px-4 pb-1 md:px-6 print:block">
      <Line>{isCompared ? `${period}, compared with ${COMPARE_WORDS[page.compare]}` : period}</Line>
      <Line>{filters.length > 0 ? filters.join(" · ") : "All views"}</Line>
    </div>
  );
}

/** Drawn by the style sheet: for the screen and its readers the same words stand in the filter bar already. */
function Line({ children }: { children: string }) {
  return <p data-words={children} className="before:content-[attr(data-words)]" />;
}
