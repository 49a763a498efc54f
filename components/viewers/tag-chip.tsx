import type { PageLinks } from "@/lib/query/links";
import type { Tag } from "@/lib/reports/tags";
import { Cut } from "../format/cut";
import { Link } from "../ui/link";
import { dimensionWord } from "../words";

interface Props {
  tag: Tag;
  value: string;
  tagLabels: Partial<Record<string, string>>;
  links: PageLinks;
  /** Whether the tag's own name stands before its value */
  named?: boolean;
}

/** A tag's value that filters by itself. */
export function TagChip({ tag, value, tagLabels, links, named = false }: Props) {
  const name = dimensionWord(tag, tagLabels);
  return (
    <Link
      href={links.only(tag, value)}
      scroll={false}
      prefetch={false}
      title={`${name}: ${value}`}
      className="inline-flex min-w-0 max-w-48 rounded-sm bg-sunken px-1.5 text-ink text-xs leading-5 hover:underline group-hover/row:bg-line"
    >
      {named ? <span className="shrink-0 text-muted">{name}:&nbsp;</span> : <span className="sr-only">{name}: </span>}
      <Cut>{value}</Cut>
    </Link>
  );
}
