"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
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
export function NavLink({ href, filtered, className, children }: Props) {
  const path = usePathname();
  const search = useSearchParams();
  // Fetched beforehand once it is aimed at: on sight, each page loaded the code and the frames of all the others.
  const [aimed, setAimed] = useState(false);
  const aim = () => setAimed(true);
  return (
    <Link
      href={filtered ? `${href}${carried(path, new URLSearchParams(search))}` : href}
      prefetch={aimed ? null : false}
      onPointerEnter={aim}
      onFocus={aim}
      aria-current={isWithin(path, href) ? "page" : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}
