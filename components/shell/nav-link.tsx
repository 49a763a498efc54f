"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { NAV } from "./nav";

import { carried } from "./nav";

interface Props {
  href: string;
  /** Whether the filters of the page one is on go along */
  filtered: boolean;
  className: string;
  children: ReactNode;
}

/** A link of the navigation; the page one is on is marked for eyes and for screen readers. */
export function NavLink(props: Props) {
  return (
    <Suspense
      fallback={
        <Link href={props.href} className={props.className}>
          {props.children}
        </Link>
      }
    >
      <Marked {...props} />
    </Suspense>
  );
}

function Marked({ href, filtered, className, children }: Props) {
  const path = usePathname();
  const search = new URLSearchParams(useSearchParams());
  for (const name of OWN) search.delete(name);
  const isWithin = (page: string) => path === page || path.startsWith(`${page}/`);
  const here = isWithin(href);
  // The ledger's filters are not those of the figures.
  const carries = filtered && NAV.some((page) => page.filtered && isWithin(page.href));
  return (
    <Link
      href={carries && search.size > 0 ? `${href}?${search}` : href}

  const search = useSearchParams();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={filtered ? `${href}${carried(new URLSearchParams(search))}` : href}
      aria-current={here ? "page" : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}
