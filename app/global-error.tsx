"use client";

import { digestOf } from "@/components/failures/digest";
import { FAILED_SERVER } from "@/components/failures/parts";
import { FAILURE_WORDS } from "@/components/failures/words";
import "./globals.css";

interface Props {
  error: unknown;
  retry: () => void;
}

/** In place of a document that could not be made; it has to bring its own, and every page loads it: it is kept plain. */
export default function GlobalError({ error, retry }: Props) {
  const reference = digestOf(error);
  return (
    <html lang="en">
      <body className="font-sans text-base">
        <title>{FAILURE_WORDS.title}</title>
        <main className="mx-auto flex max-w-sm flex-col gap-3 px-4 py-16">
          <h1 className="font-semibold text-lg">{FAILURE_WORDS.title}</h1>
          <p>{FAILED_SERVER.server}</p>
          <p className="text-muted">{FAILED_SERVER.often}</p>
          {reference && (
            <p className="text-muted text-sm">
              {FAILURE_WORDS.log}: {reference}
            </p>
          )}
          <button type="button" className="self-start font-medium text-accent" onClick={retry}>
            {FAILURE_WORDS.retry}
          </button>
        </main>
      </body>
    </html>
  );
}
