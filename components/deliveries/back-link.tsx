import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "../ui/link";

/** The way up, to the page that this one belongs to. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex items-center gap-1 text-muted text-sm hover:text-ink hover:underline">
      <ArrowLeft aria-hidden size={14} />
      {children}
    </Link>
  );
}
