"use client";

import { useLayoutEffect } from "react";

let marks = 0;

/** Stands where something is on its way, and has the document say so. */
export function PendingMark() {
  useLayoutEffect(() => {
    const root = document.documentElement;
    marks++;
    root.toggleAttribute("data-on-its-way", true);
    return () => {
      marks--;
      if (marks === 0) root.toggleAttribute("data-on-its-way", false);
    };
  }, []);
  return <span data-pending hidden />;
}
