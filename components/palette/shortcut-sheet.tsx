"use client";

import { PALETTE_WORDS } from "../words";
import { Dialog } from "./dialog";
import { goKeys } from "./shortcuts";

const GENERAL = [
  { keys: ["⌘", "K"], or: ["Ctrl", "K"], word: "Jump to …" },
  { keys: ["/"], word: "Search on this page" },
  { keys: ["?"], word: "Show these shortcuts" },
  { keys: ["Esc"], word: "Close what is open" },
];

/** Every shortcut there is. */
export function ShortcutSheet({ onClose, administrates }: { onClose: () => void; administrates: boolean }) {
  return (
    <Dialog label={PALETTE_WORDS.shortcuts} onClose={onClose}>
      <h2 className="border-b px-4 py-3 font-semibold text-base">{PALETTE_WORDS.shortcuts}</h2>
      <dl className="grid gap-x-8 gap-y-2 p-4 text-sm sm:grid-cols-2">
        {GENERAL.map(({ keys, or, word }) => (
          <Row key={word} word={word} keys={keys} or={or} />
        ))}
        {goKeys(administrates).map(({ key, word }) => (
          <Row key={key} word={word} keys={["g", key]} />
        ))}
      </dl>
    </Dialog>
  );
}

function Row({ word, keys, or }: { word: string; keys: string[]; or?: string[] }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt className="text-muted">{word}</dt>
      <dd className="flex shrink-0 items-center gap-1">
        {keys.map((key) => (
          <Key key={key}>{key}</Key>
        ))}
        {or && <span className="px-1 text-faint text-xs">or</span>}
        {or?.map((key) => (
          <Key key={key}>{key}</Key>
        ))}
      </dd>
    </div>
  );
}

function Key({ children }: { children: string }) {
  return <kbd className="min-w-6 rounded-sm border bg-sunken px-1.5 py-0.5 text-center text-xs">{children}</kbd>;
}
