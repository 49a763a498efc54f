"use client";

import { ServerFailed } from "@/components/failures/server-failed";
import { FAILURE_WORDS } from "@/components/failures/words";
import "./globals.css";

interface Props {
  error: unknown;
  retry: () => void;
}

/** In place of a document that could not be made; it has to bring its own. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body className="font-sans text-base">
        <title>{FAILURE_WORDS.title}</title>
        <ServerFailed {...props} />
      </body>
    </html>
  );
}
