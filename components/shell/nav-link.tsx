"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { Link } from "../ui/link";
import { carried, isWithin } from "./nav";

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
  const search = useSearchParams();
  return (
    <Link
      href={filtered ? `${href}${carried(path, new URLSearchParams(search))}` : href}
      aria-current={isWithin(path, href) ? "page" : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}
