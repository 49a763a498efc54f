"use client";

import clsx from "clsx";
import { type ComponentProps, useEffect, useRef } from "react";
import { enterMenu, moveInMenu } from "./menu-keys";

interface Props extends Omit<ComponentProps<"div">, "popover" | "id"> {
  /** The id that the opening button names in `popoverTarget` */
  id: string;
  align?: "start" | "end";
  /** A sheet at the bottom of a phone and a plain part of wider pages, instead of floating */
  sheet?: boolean;
  /** Entries to choose from: the keyboard goes to the first when it opens, and through them by arrows and letters */
  menu?: boolean;
  onOpen?: () => void;
  onClose?: () => void;
}

/**
 * A floating layer on the browser's own popover: focus, Escape and clicks outside are its business, and it opens before
 * any script has loaded. Following a link inside closes it, since navigation keeps the page's elements.
 */
export function Popover({ align = "start", sheet = false, menu = false, className, onOpen, onClose, ...props }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = layer.current;
    const closeAfterLink = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("a")) element?.hidePopover();
    };
    const onKey = (event: KeyboardEvent) => {
      if (menu && element && moveInMenu(element, event)) event.preventDefault();
    };
    element?.addEventListener("click", closeAfterLink);
    element?.addEventListener("keydown", onKey);
    return () => {
      element?.removeEventListener("click", closeAfterLink);
      element?.removeEventListener("keydown", onKey);
    };
  }, [menu]);
  return (
    <div
      ref={layer}
      popover="auto"
      className={clsx(sheet ? "sheet-below-md" : "floating", align === "end" && "floating-end", className)}
      onToggle={(event) => {
        if (event.newState !== "open") return onClose?.();
        onOpen?.();
        if (menu) enterMenu(event.currentTarget);
      }}
      {...props}
    />
  );
}
