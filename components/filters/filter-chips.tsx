import { X } from "lucide-react";
import type { PageLinks } from "@/lib/query/links";
import type { NamedFilter } from "@/lib/reports/named-filters";
import { Cut } from "../format/cut";
import { Link } from "../ui/link";
import { dimensionWord, valueWord } from "../words";

interface Props {
  filters: NamedFilter[];
  search?: string;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
}

/** What the page is filtered by; each chip leads to the page without it. */
export function FilterChips({ filters, search, links, tagLabels }: Props) {
  return (
    <>
      {filters.map(({ dimension, value, label, excluded }) => {
        const name = dimensionWord(dimension, tagLabels);
        const word = valueWord(dimension, value, label);
        return (
          <Chip
            key={`${dimension} ${excluded} ${value}`}
            name={excluded ? `${name} is not` : name}
            word={word}
            href={links.without(dimension, value)}
          />
        );
      })}
      {search && <Chip name="Search" word={search} href={links.withoutSearch()} />}
      {filters.length + (search ? 1 : 0) > 1 && (
        <Link
          href={links.withoutFilters()}
          scroll={false}
          prefetch={false}
          className="px-1 text-muted text-sm hover:text-ink hover:underline"
        >
          Clear all
        </Link>
      )}
    </>
  );
}

function Chip({ name, word, href }: { name: string; word: string; href: string }) {
  return (
    <span className="flex h-8 max-w-72 has-[[data-pending]]:opacity-50 items-center rounded bg-accent-soft pl-2.5 text-sm">
      <span className="shrink-0 text-muted">{name}:&nbsp;</span>
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
    </span>
  );
}
