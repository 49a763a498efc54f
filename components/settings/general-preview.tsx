"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

export type Preview = (form: FormData) => Promise<string[]>;

const TYPING_MS = 350;
const NOT_TOLD = "What this would change cannot be worked out just now; it can be saved all the same.";

/** What the form's values would change, said while they are entered and before they are saved. */
export function useGeneralPreview(form: RefObject<HTMLFormElement | null>, preview: Preview) {
  const [lines, setLines] = useState<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = useCallback(() => {
    clearTimeout(timer.current);
    const asked = ++latest.current;
    timer.current = setTimeout(async () => {
      if (!form.current) return;
      const told = await preview(new FormData(form.current)).catch(() => [NOT_TOLD]);
      if (latest.current === asked) setLines(told);
    }, TYPING_MS);
  }, [form, preview]);
  const forget = useCallback(() => {
    clearTimeout(timer.current);
    latest.current++;
    setLines([]);
  }, []);
  return { lines, look, forget };
}

export function GeneralPreview({ lines }: { lines: string[] }) {
  return (
    <div aria-live="polite" className="-mb-4 not-empty:mb-0 text-sm">
      {lines.length > 0 && (
        <ul aria-label="What would change" className="grid gap-0.5 rounded bg-accent-soft px-3 py-2">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
