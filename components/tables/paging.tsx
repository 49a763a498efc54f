import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Formats } from "../format/formats";
import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";

const SINGULAR = {
  viewers: "viewer",
  views: "view",
  videos: "video",
  entries: "entry",
  places: "place",
  values: "value",
} as const;
export type Noun = keyof typeof SINGULAR;

interface Props {
  /** From 1 */
  page: number;
  pageSize: number;
  /** Rows there are in all */
  count: number;
  /** Address of another page */
  href(page: number): string;
  formats: Formats;
  /** What the rows are */
  noun: Noun;
}

/** Where in a table one is, and the way to the pages beside. */
export function Paging({ page, pageSize, count, href, formats, noun }: Props) {
  const last = Math.max(1, Math.ceil(count / pageSize));
  const first = (page - 1) * pageSize + 1;
  const until = Math.min(count, page * pageSize);
  return (
    <nav
      aria-label={`Pages of ${noun}`}
      className="flex min-h-12 flex-wrap items-center justify-between gap-2 px-4 py-2 text-muted text-sm"
    >
      <p className="tabular-nums">
        {first > count
          ? `There are ${formats.exact(count)} ${noun}, on ${formats.exact(last)} pages`
          : count === 1
            ? `1 ${SINGULAR[noun]}`
            : `${formats.exact(first)}–${formats.exact(until)} of ${formats.exact(count)} ${noun}`}
      </p>
      {last > 1 && (
        <p className="flex items-center gap-1">
          <Step href={page > 1 ? href(Math.min(last, page - 1)) : null} word="Previous page">
            <ChevronLeft aria-hidden size={16} />
          </Step>
          <span className="px-1 tabular-nums">
            {formats.exact(page)} / {formats.exact(last)}
          </span>
          <Step href={page < last ? href(page + 1) : null} word="Next page">
            <ChevronRight aria-hidden size={16} />
          </Step>
        </p>
      )}
    </nav>
  );
}

function Step({ href, word, children }: { href: string | null; word: string; children: React.ReactNode }) {
  const look = buttonClass({ variant: "quiet", size: "sm" });
  if (href === null)
    return (
      <span aria-hidden className={`${look} opacity-40`}>
        {children}
      </span>
    );
  return (
    <Link href={href} prefetch={false} aria-label={word} className={look}>
      {children}
    </Link>
  );
}
