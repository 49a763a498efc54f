import { ArrowLeft, Download } from "lucide-react";
import type { ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import type { ViewerReport } from "@/lib/reports/viewer";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";
import { countWord } from "../words";

interface Props {
  ever: ViewerReport["ever"];
  links: PageLinks;
  /** As if the address filtered by this viewer */
  ownLinks: PageLinks;
  formats: Formats;
  /** What can be done with the person's data */
  menu?: ReactNode;
}

/** The way back, since when the person is known, and their views as files. */
export function ViewerLine({ ever, links, ownLinks, formats, menu }: Props) {
  return (
    <div className="-mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
      <Link
        href={links.elsewhere("/viewers")}
        className="inline-flex items-center gap-1 hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden size={14} />
        All viewers
      </Link>
      <span>
        First seen <time dateTime={ever.firstAt}>{formats.day(ever.firstAt)}</time>
      </span>
      <span>
        Last seen <time dateTime={ever.lastAt}>{formats.day(ever.lastAt)}</time>
      </span>
      <span>{countWord(ever.views, "view", formats)} of any time</span>
      <span className="flex items-center gap-2 md:ml-auto">
        <Download aria-hidden size={14} />
        Views shown here:
        <a href={ownLinks.export("views", "csv")} className="text-accent hover:underline" download>
          CSV
        </a>
        <a href={ownLinks.export("views", "ndjson")} className="text-accent hover:underline" download>
          NDJSON
        </a>
        {menu}
      </span>
    </div>
  );
}
