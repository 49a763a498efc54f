import { Check, CircleSlash } from "lucide-react";
import { Cut } from "../format/cut";
import { Link } from "../ui/link";

/** A value that can be filtered by, as /api/facets answers it. */
export interface FacetChoice {
  word: string;
  views: number;
  state: "included" | "excluded" | null;
  /** Query strings of the page with it included (or, where it is filtered by already, without it), and excluded */
  include: string;
  exclude: string;
}

export function FacetValue({ choice, path, locale }: { choice: FacetChoice; path: string; locale: string }) {
  const { word, views, state, include, exclude } = choice;
  return (
    <li className="group/facet flex items-center rounded-sm hover:bg-sunken">
      <Link
        href={`${path}?${include}`}
        scroll={false}
        prefetch={false}
        className="flex min-w-0 flex-1 items-center gap-2 py-1.5 pl-2.5 text-sm"
      >
        <Check aria-hidden size={14} className={state === "included" ? "text-accent" : "invisible"} />
        <span className={`flex min-w-0 flex-1 ${state === "excluded" ? "text-muted line-through" : ""}`}>
          <Cut>{word}</Cut>
        </span>
        {state && <span className="sr-only">({state})</span>}
        <span className="text-faint tabular-nums">{new Intl.NumberFormat(locale).format(views)}</span>
      </Link>
      <Link
        href={`${path}?${exclude}`}
        scroll={false}
        prefetch={false}
        aria-label={`Exclude ${word}`}
        title={`Exclude ${word}`}
        className="flex size-8 shrink-0 items-center justify-center text-faint hover:text-bad"
      >
        <CircleSlash aria-hidden size={14} />
      </Link>
    </li>
  );
}
