import clsx from "clsx";
import type { ComponentProps } from "react";

/** The look of an entry of a menu. */
export const MENU_ITEM = "flex w-full items-center gap-2 rounded-sm px-2.5 py-1.5 text-left text-sm hover:bg-sunken";

export function MenuButton({ className, type = "button", ...props }: ComponentProps<"button">) {
  return <button type={type} className={clsx(MENU_ITEM, className)} {...props} />;
}
