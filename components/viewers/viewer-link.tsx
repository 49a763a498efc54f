import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import { Cut } from "../format/cut";
import { Link } from "../ui/link";
import { viewerWord } from "../words";

interface Props {
  viewer: string;
  /** null: nobody named them, or the reader may not see it */
  name: string | null;
  links: PageLinks;
  /** What stands between the name and the icon */
  children?: ReactNode;
}

/** A person: the name leads to their own page, the icon filters this one by them. */
export function ViewerLink({ viewer, name, links, children }: Props) {
  const word = name ?? viewerWord(viewer);
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Link
        href={viewerHref(viewer, links)}
        prefetch={false}
        className={`-my-0.5 flex min-w-0 py-0.5 hover:underline group-hover/row:underline ${name === null ? "text-muted italic" : ""}`}
      >
        <Cut>{word}</Cut>
      </Link>
      {children}
      <Link
        href={links.only("viewer", viewer)}
        scroll={false}
        prefetch={false}
        aria-label={`Only views of ${word}`}
        title={`Only views of ${word}`}
        className="-my-1 ml-auto flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-sunken hover:text-ink"
      >
        <ListFilter aria-hidden size={13} />
      </Link>
    </span>
  );
}

/** Their page is about them alone, so what chose viewers stays behind. */
export const viewerHref = (viewer: string, links: PageLinks): string =>
  links.elsewhere(`/viewers/${encodeURIComponent(viewer)}`, { but: ["viewer", "identity"] });
