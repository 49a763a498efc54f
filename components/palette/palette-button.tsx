"use client";

import { Search } from "lucide-react";
import { buttonClass } from "../ui/button";
import { PALETTE_WORDS } from "../words";
import { PALETTE_EVENT } from "./shortcuts";

export function PaletteButton() {
  return (
    <button
      type="button"
      aria-label={PALETTE_WORDS.open}
      title={PALETTE_WORDS.open}
      onClick={() => document.dispatchEvent(new Event(PALETTE_EVENT))}
      className={buttonClass({ variant: "quiet", size: "sm" }, "print:hidden")}
    >
      <Search aria-hidden size={16} />
      <kbd className="text-faint text-xs max-lg:hidden">⌘K</kbd>
    </button>
  );
}
