import clsx from "clsx";
import type { ComponentProps } from "react";

/** The look of an entry of a menu. */
export const MENU_ITEM = "menu-item";

export function MenuButton({ className, type = "button", ...props }: ComponentProps<"button">) {
  return <button type={type} className={clsx(MENU_ITEM, className)} {...props} />;
}
