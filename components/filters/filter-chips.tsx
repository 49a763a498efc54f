import clsx from "clsx";
import { X } from "lucide-react";
import type { PageLinks } from "@/lib/query/links";
import type { NamedFilter } from "@/lib/reports/named-filters";
import { Cut } from "../format/cut";
import { Link } from "../ui/link";
import { dimensionWord, filterWord } from "../words";

interface Props {
  filters: NamedFilter[];
  search?: string;
  /** What stands before them is long */
  narrow: boolean;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
}

/**
 * Where they stand, by their number: beside the search where they fit, else in a line of their own, so that what stands
 * before and behind them never moves.
 */
const PLACES = [
  "xl:order-none xl:w-auto xl:min-w-0 xl:flex-1 xl:flex-nowrap",
  "min-[90rem]:order-none min-[90rem]:w-auto min-[90rem]:min-w-0 min-[90rem]:flex-1 min-[90rem]:flex-nowrap",
];
/** More of them have to be shorter. */
const MANY = 4;
/** Letters of name and value that any chip has room for */
const SHORT = 18;

/** What the page is filtered by; each chip leads to the page without it. */
export function FilterChips({ filters, search, narrow, links, tagLabels }: Props) {
  const count = filters.length + (search ? 1 : 0);
  if (count === 0) return null;
  const width = count < MANY ? "md:max-w-72" : "md:max-w-52";
  return (
    <div
      className={clsx(
        "flex w-full flex-wrap items-center gap-2 md:order-1",
        (count === 1 || !narrow) && PLACES[count - 1],
      )}
    >
      {filters.map(({ dimension, value, label, excluded }) => {
        const name = dimensionWord(dimension, tagLabels);
        const word = filterWord(dimension, value, label);
        return (
          <Chip
            key={`${dimension} ${excluded} ${value}`}
            name={excluded ? `${name} is not` : name}
            word={word}
            href={links.without(dimension, value)}
            className={width}
          />
        );
      })}
      {search && <Chip name="Search" word={search} href={links.withoutSearch()} className={width} />}
      {count > 1 && (
        <Link
          href={links.withoutFilters()}
          scroll={false}
          prefetch={false}
          className="shrink-0 px-1 text-muted text-sm hover:text-ink hover:underline"
        >
          Clear all
        </Link>
      )}
    </div>
  );
}

function Chip({ name, word, href, className }: { name: string; word: string; href: string; className: string }) {
  return (
    <span
      className={clsx(
        "group/chip relative flex h-8 min-w-0 max-w-full items-center rounded bg-accent-soft pl-2.5 text-sm has-[[data-pending]]:opacity-50",
        className,
      )}
    >
      <span className="max-w-1/2 shrink-0 truncate text-muted" title={name}>
        {name}:&nbsp;
      </span>
      <span className="flex min-w-0 font-medium">
        <Cut>{word}</Cut>
      </span>
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        aria-label={`Remove filter ${name}: ${word}`}
        className="flex size-8 shrink-0 items-center justify-center text-muted hover:text-ink"
      >
        <X aria-hidden size={14} />
      </Link>
      {name.length + word.length > SHORT && (
        // The keyboard has no hover. Drawn by the style sheet: the page has the words already.
        <span
          aria-hidden
          data-whole={`${name}: ${word}`}
          className="before:content-[attr(data-whole)] wrap-anywhere absolute inset-x-0 top-full z-20 mt-1 hidden rounded border bg-raised px-2.5 py-1.5 group-has-focus-visible/chip:block"
        />
      )}
    </span>
  );
}
