"use client";

import { Info } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from "react";

const OPEN_AFTER_MS = 150;
const CLOSE_AFTER_MS = 120;

/** ⓘ beside a word: says in a sentence what it means, on hover, on focus and on touch. */
export function Definition({ of: word, children }: { of: string; children: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const layer = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const after = (ms: number, open: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!layer.current || layer.current.matches(":popover-open") === open) return;
      if (open) layer.current.showPopover({ source: button.current ?? undefined });
      else layer.current.hidePopover();
    }, ms);
  };
  const onPointer = (open: boolean) => (event: PointerEvent) => {
    if (event.pointerType === "mouse") after(open ? OPEN_AFTER_MS : CLOSE_AFTER_MS, open);
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") after(0, false);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={`What “${word}” means`}
        aria-describedby={id}
        className="inline-flex size-6 items-center justify-center rounded-full text-faint hover:text-ink"
        onPointerEnter={onPointer(true)}
        onPointerLeave={onPointer(false)}
        onFocus={() => after(0, true)}
        onBlur={() => after(0, false)}
        // Who pressed it before scripts were there is on it already: no focus comes again.
        onClick={() => after(0, true)}
        onKeyDown={onEscape}
      >
        <Info aria-hidden size={13} />
      </button>
      <span
        ref={layer}
        id={id}
        role="tooltip"
        // A hint leaves open menus open; where browsers do not know it, it is manual, and the handlers close it.
        popover="hint"
        className="floating max-w-72 whitespace-normal px-3 py-2 text-left font-normal text-sm"
        onPointerEnter={onPointer(true)}
        onPointerLeave={onPointer(false)}
      >
        {children}
      </span>
    </>
  );
}
