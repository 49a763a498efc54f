"use client";

import NextLink, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";
import { PendingMark } from "./pending-mark";

/** A link that says while its page is on its way: the mark takes no room, globals.css says what it does. */
export function Link({ children, ...props }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink {...props}>
      {children}
      <Mark />
    </NextLink>
  );
}

function Mark() {
  return useLinkStatus().pending && <PendingMark />;
}
