import type { ReactNode } from "react";
import { Link } from "../ui/link";

interface Props {
  /** null: it leads nowhere */
  href: string | null;
  /** Whether the page it leads to begins at its top */
  scroll?: boolean;
  children: ReactNode;
}

/**
 * What a row of a chart's table is of, with the link that the chart has there. It is one only while the table is shown: nobody
 * should have to tab through links that are not seen.
 */
export function RowName({ href, scroll, children }: Props) {
  if (href === null) return children;
  return (
    <>
      <Link
        href={href}
        scroll={scroll}
        prefetch={false}
        className="-my-0.5 inline-flex min-w-0 max-w-full py-0.5 hover:underline if-table"
      >
        {children}
      </Link>
      <span className="if-chart">{children}</span>
    </>
  );
}
