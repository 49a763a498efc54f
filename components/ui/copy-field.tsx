"use client";

import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "./button";

const SAID_FOR_MS = 2_000;

interface Props {
  /** What is shown, and copied exactly */
  value: string;
  /** Names it for screen readers, e.g. "webhook address" */
  label: string;
  /** Keep line breaks, for commands */
  block?: boolean;
  /** Keep the first value while the page renews itself, so that a selection stays */
  hold?: boolean;
}

/** Text to take elsewhere: one click copies it; selecting by hand works too. */
export function CopyField({ value: given, label, block = false, hold = false }: Props) {
  const [first] = useState(given);
  const value = hold ? first : given;
  const [said, setSaid] = useState<"copied" | "failed" | null>(null);
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  /** Over plain http browsers give no clipboard: the text is selected instead, ready for Ctrl-C. */
  const selectText = () => {
    if (text.current) getSelection()?.selectAllChildren(text.current);
    setSaid("failed");
  };
  const copy = () => {
    if (!navigator.clipboard) return selectText();
    navigator.clipboard.writeText(value).then(() => setSaid("copied"), selectText);
  };

  return (
    <div
      className={clsx(
        // No wider than its place, however long the text.
        "flex w-0 min-w-full gap-2 rounded border bg-canvas p-1 pl-3",
        block ? "items-start max-sm:flex-col max-sm:items-end" : "items-center",
      )}
    >
      <code
        ref={text}
        title={block ? undefined : value}
        className={clsx(
          "min-w-0 flex-1 font-mono text-ink text-sm",
          block ? "wrap-anywhere whitespace-pre-wrap py-1.5 max-sm:self-stretch" : "truncate",
        )}
      >
        {value}
      </code>
      <Button variant="quiet" size="sm" onClick={copy} aria-label={`Copy ${label}`}>
        {said === "copied" ? <Check aria-hidden size={16} className="text-good" /> : <Copy aria-hidden size={16} />}
        <span aria-live="polite">
          {said === "copied" ? "Copied" : said === "failed" ? "Selected: press Ctrl-C" : "Copy"}
        </span>
      </Button>
    </div>
  );
}
