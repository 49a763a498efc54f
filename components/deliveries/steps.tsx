import { ChevronLeft, ChevronRight } from "lucide-react";
import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";

interface Props {
  newer: string | null;
  older: string | null;
  /** Back to where the list begins */
  newest: string | null;
}

/** From page to page of a list whose length nobody counts. */
export function Steps({ newer, older, newest }: Props) {
  if (!newer && !older && !newest) return <div className="h-2" />;
  return (
    <nav aria-label="Pages of the list" className="flex min-h-12 items-center justify-end gap-1 px-4 py-2">
      {newest && (
        <Link
          href={newest}
          scroll={false}
          prefetch={false}
          className={buttonClass({ variant: "quiet", size: "sm" }, "mr-auto")}
        >
          Newest
        </Link>
      )}
      {newer && (
        <Link href={newer} scroll={false} prefetch={false} className={buttonClass({ size: "sm" })}>
          <ChevronLeft aria-hidden size={14} />
          Newer
        </Link>
      )}
      {older && (
        <Link href={older} scroll={false} prefetch={false} className={buttonClass({ size: "sm" })}>
          Older
          <ChevronRight aria-hidden size={14} />
        </Link>
      )}
    </nav>
  );
}
