import clsx from "clsx";
import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "../ui/link";

interface Props {
  tone: "warn" | "bad";
  href?: string;
  /** What the link is called */
  link?: string;
  children: ReactNode;
}

/** What needs somebody's attention, above every page; where it can be mended. */
export function NoticeLine({ tone, href, link, children }: Props) {
  const Icon = tone === "bad" ? CircleAlert : TriangleAlert;
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={clsx(
        "flex items-start gap-2.5 border-b px-4 py-2 text-sm md:px-6 print:hidden",
        tone === "bad" ? "bg-bad-soft" : "bg-warn-soft",
      )}
    >
      <Icon aria-hidden size={16} className={clsx("mt-0.5 shrink-0", tone === "bad" ? "text-bad" : "text-warn")} />
      <p className="min-w-0 [&_b]:font-semibold">{children}</p>
      {href && (
        <Link
          href={href}
          prefetch={false}
          className="ml-auto shrink-0 font-medium underline underline-offset-2 hover:no-underline"
        >
          {link}
        </Link>
      )}
    </div>
  );
}
