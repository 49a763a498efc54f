"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { carried } from "../shell/nav";
import { goKeys, PALETTE_EVENT } from "./shortcuts";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((module) => module.ShortcutSheet), { ssr: false });

/** After “g”, the letter of a page within this time. */
const GO_MS = 1_200;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A text after a key; null after Escape, undefined where the key is none that writes. */
function typed(text: string, key: string): string | null | undefined {
  if (key === "Escape") return null;
  if (key === "Backspace") return text.slice(0, -1);
  if (key === "Enter") return text;
  return key.length === 1 ? text + key : undefined;
}

/** Listens for the keyboard's shortcuts; what they open is loaded when it is first asked for. */
export function Keys({ administrates }: { administrates: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  /** What is typed while the palette is on its way; null: nobody waits for it */
  const early = useRef<string | null>(null);
  useEffect(() => {
    let goneAt = 0;
    const addressOf = ({ href, filtered }: ReturnType<typeof goKeys>[number]) =>
      `${href}${filtered ? carried(window.location.pathname, new URLSearchParams(window.location.search)) : ""}`;
    const ask = () => {
      early.current ??= "";
      setOpen("palette");
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        ask();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (document.querySelector("dialog[open]") !== null) return;
      if (early.current !== null) {
        const text = typed(early.current, event.key);
        if (text === undefined) return;
        event.preventDefault();
        early.current = text;
        if (text === null) setOpen(null);
        return;
      }
      if (isTyping(event.target)) return;
      const page = goKeys(administrates).find(({ key }) => key === event.key);
      if (page && Date.now() - goneAt < GO_MS) {
        event.preventDefault();
        router.push(addressOf(page));
      } else if (event.key === "?") setOpen("sheet");
      else if (event.key === "/") {
        const box = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (box === null) return;
        event.preventDefault();
        box.focus();
      }
      goneAt = event.key === "g" ? Date.now() : 0;
      // The letter that says which is still to come.
      if (goneAt > 0) for (const page of goKeys(administrates)) router.prefetch(addressOf(page));
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener(PALETTE_EVENT, ask);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener(PALETTE_EVENT, ask);
    };
  }, [router, administrates]);

  const close = () => {
    early.current = null;
    setOpen(null);
  };
  if (open === "palette") return <Palette early={early} onClose={close} administrates={administrates} />;
  return open === "sheet" ? <ShortcutSheet onClose={close} administrates={administrates} /> : null;
}
