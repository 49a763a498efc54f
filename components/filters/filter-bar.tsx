import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { FilterDimension } from "@/lib/query/query";
import type { NamedFilter } from "@/lib/reports/named-filters";
import type { Formats } from "../format/formats";
import { buttonClass } from "../ui/button";
import { Menu, MenuLink } from "../ui/menu";
import { Popover } from "../ui/popover";
import { COMPARE_WORDS, dimensionWord } from "../words";
import { FacetPicker } from "./facet-picker";
import { FilterChips } from "./filter-chips";
import { PeriodMenu, periodWord } from "./period-menu";
import { SearchBox } from "./search-box";

interface Props {
  /** Stands at the end: what else can be done with what is seen */
  actions?: ReactNode;
  /** The days shown, as file names have them */
  period: string;
  page: PageFilters;
  links: PageLinks;
  /** Dimensions that the page is about, and that are therefore not on offer */
  fixed: readonly FilterDimension[];
  named: NamedFilter[];
  tagLabels: Partial<Record<string, string>>;
  /** The time shown: ISO instants, half-open */
  span: { from: string; until: string };
  formats: Formats;
  locale: string;
  /** Whether viewers can be searched for too */
  seesPeople: boolean;
}

/** The dimensions on offer, in the order in which people ask. */
const OFFERED = [
  "video",
  "tag1",
  "tag2",
  "tag3",
  "tag4",
  "tag5",
  "country",
  "region",
  "city",
  "percentage",
  "participation",
  "correctness",
  "browser",
  "screen",
  "source",
  "medium",
  "campaign",
  "viewer",
  "identity",
  "attempt",
  "group",
  "plink",
] as const;
/** Those that can name people: refused to who may not see them. */
const PERSONAL: readonly string[] = ["plink", "source", "medium", "campaign"];
const COMPARISONS = ["previous", "year", "none"] as const;
const SHEET = "filter-sheet";

/** Period, comparison and filters. On a phone one button opens them as a sheet; wider they stand in a row. */
export function FilterBar({ page, links, named, tagLabels, span, formats, locale, seesPeople, ...own }: Props) {
  const count = named.length + (page.q ? 1 : 0);
  return (
    <div data-period={own.period} className="sticky top-0 z-10 border-b bg-canvas px-4 py-2 md:px-6 print:hidden">
      <button type="button" popoverTarget={SHEET} className={buttonClass({ size: "md" }, "w-full md:hidden")}>
        <SlidersHorizontal aria-hidden size={16} className="text-faint" />
        {periodWord(page, span, formats)}
        {count > 0 && <span className="text-muted">· {count === 1 ? "1 filter" : `${count} filters`}</span>}
      </button>
      <Popover id={SHEET} sheet aria-label="Period and filters">
        <div className="flex flex-wrap items-center gap-2 max-md:p-4 max-md:[&>button]:grow">
          <PeriodMenu {...{ page, links, span, formats }} />
          {page.period !== "all" && (
            <Menu button={`vs ${COMPARE_WORDS[page.compare]}`} label={`Compared with ${COMPARE_WORDS[page.compare]}`}>
              {COMPARISONS.map((compare) => (
                <MenuLink key={compare} href={links.compare(compare)} current={page.compare === compare}>
                  <span className="first-letter:uppercase">{COMPARE_WORDS[compare]}</span>
                </MenuLink>
              ))}
            </Menu>
          )}
          <FacetPicker
            path={links.path}
            dimensions={OFFERED.filter(
              (name) => (seesPeople || !PERSONAL.includes(name)) && !own.fixed.includes(name),
            ).map((dimension) => ({
              dimension,
              word: dimensionWord(dimension, tagLabels),
            }))}
            search={new URLSearchParams(links.parameters([])).toString()}
            locale={locale}
          />
          <SearchBox search={page.q} links={links} people={seesPeople} />
          <FilterChips filters={named} search={page.q} narrow={page.period === "custom"} {...{ links, tagLabels }} />
          <div className="flex gap-2 max-md:w-full max-md:[&>button]:grow md:ml-auto">{own.actions}</div>
        </div>
      </Popover>
    </div>
  );
}
