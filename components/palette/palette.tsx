"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import type { Destinations } from "@/lib/reports/jump";
import { carried } from "../shell/nav";
import { PALETTE_WORDS, valueWord, viewerWord } from "../words";
import { Dialog } from "./dialog";
import { goKeys } from "./shortcuts";

interface Choice {
  kind: string;
  word: string;
  href: string;
}

interface Props {
  /** What was typed before there was a box for it */
  early: RefObject<string | null>;
  onClose: () => void;
  administrates: boolean;
}

interface Answer {
  /** The text that it answers; null: none yet */
  to: string | null;
  found: Destinations | "failed";
}

const WAIT_MS = 120;

/** Jumps to a page, a video or a viewer by a few letters of its name; the filters go along to pages that have them. */
export function Palette({ early, onClose, administrates }: Props) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState(() => early.current ?? "");
  const [answer, setAnswer] = useState<Answer>({ to: null, found: { videos: [], viewers: [] } });
  const [chosen, setChosen] = useState(0);

  useEffect(() => {
    const cut = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/jump?find=${encodeURIComponent(text)}`, { signal: cut.signal })
        .then((answer) => (answer.ok ? answer.json() : "failed"))
        .then(
          (found) => setAnswer({ to: text, found }),
          () => cut.signal.aborted || setAnswer({ to: text, found: "failed" }),
        );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      cut.abort();
    };
  }, [text]);

  const { to, found } = answer;
  const choices = [...pages(text, administrates), ...(found === "failed" ? [] : named(found))];
  const current = Math.min(chosen, choices.length - 1);
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    router.push(choice.href);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((current + step + choices.length) % Math.max(1, choices.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(choices[current]);
    }
  };

  return (
    <Dialog label={PALETTE_WORDS.open} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={choices.length > 0 ? `${id}-${current}` : undefined}
        aria-label={PALETTE_WORDS.open}
        placeholder={PALETTE_WORDS.placeholder}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
        className="h-12 w-full rounded-t border-b bg-transparent px-4 text-lg placeholder:text-faint"
      />
      <div id={`${id}-list`} role="listbox" aria-label={PALETTE_WORDS.results} className="max-h-80 overflow-y-auto p-1">
        {choices.map((choice, index) => (
          <div
            key={choice.href}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onPointerMove={() => setChosen(index)}
            onClick={() => go(choice)}
            onKeyDown={onKey}
            className={clsx(
              "flex cursor-pointer items-center justify-between gap-4 rounded-sm px-3 py-2 text-sm",
              index === current && "bg-accent-soft",
            )}
          >
            <span className="truncate">{choice.word}</span>
            <span className="shrink-0 text-faint text-xs">{choice.kind}</span>
          </div>
        ))}
      </div>
      <p role="status" className="px-4 pb-3 text-muted text-sm empty:hidden">
        {to !== text && choices.length === 0 && PALETTE_WORDS.searching}
        {to === text && found === "failed" && PALETTE_WORDS.failed}
        {to === text && found !== "failed" && choices.length === 0 && PALETTE_WORDS.nothing}
      </p>
    </Dialog>
  );
}

function pages(text: string, administrates: boolean): Choice[] {
  const wanted = text.trim().toLowerCase();
  return goKeys(administrates)
    .filter(({ word }) => word.toLowerCase().includes(wanted))
    .map(({ word, href, filtered }) => ({
      kind: "Page",
      word,
      href: `${href}${filtered ? carried(window.location.pathname, new URLSearchParams(window.location.search)) : ""}`,
    }));
}

function named({ videos, viewers }: Destinations): Choice[] {
  return [
    ...videos.map(({ id, name }) => ({
      kind: "Video",
      word: valueWord("video", id, name),
      href: `/videos/${encodeURIComponent(id)}`,
    })),
    ...viewers.map(({ id, name }) => ({
      kind: "Viewer",
      word: name ?? viewerWord(id),
      href: `/viewers/${encodeURIComponent(id)}`,
    })),
  ];
}
