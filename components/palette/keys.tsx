"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { carried } from "../shell/nav";
import { goKeys, PALETTE_EVENT } from "./shortcuts";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((module) => module.ShortcutSheet), { ssr: false });

/** After “g”, the letter of a page within this time. */
const GO_MS = 1_200;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for the keyboard's shortcuts; what they open is loaded when it is first asked for. */
export function Keys({ administrates }: { administrates: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  useEffect(() => {
    let goneAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        setOpen("palette");
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const page = goKeys(administrates).find(({ key }) => key === event.key);
      if (page && Date.now() - goneAt < GO_MS) {
        event.preventDefault();
        router.push(
          `${page.href}${page.filtered ? carried(window.location.pathname, new URLSearchParams(window.location.search)) : ""}`,
        );
      } else if (event.key === "?") setOpen("sheet");
      else if (event.key === "/") {
        const box = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (box === null) return;
        event.preventDefault();
        box.focus();
      }
      goneAt = event.key === "g" ? Date.now() : 0;
    };
    const onAsk = () => setOpen("palette");
    document.addEventListener("keydown", onKey);
    document.addEventListener(PALETTE_EVENT, onAsk);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener(PALETTE_EVENT, onAsk);
    };
  }, [router, administrates]);

  const close = () => setOpen(null);
  if (open === "palette") return <Palette onClose={close} administrates={administrates} />;
  return open === "sheet" ? <ShortcutSheet onClose={close} administrates={administrates} /> : null;
}
