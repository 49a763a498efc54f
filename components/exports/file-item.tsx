import type { ReactNode } from "react";
import { MENU_ITEM } from "../ui/menu-button";

/** An entry of a menu that fetches a file; no page is left for it. */
export function FileItem({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <a href={href} download className={MENU_ITEM}>
        {children}
      </a>
    </li>
  );
}
