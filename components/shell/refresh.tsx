"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { markRenewal } from "./renewal";

/** Asks the server for the page again and again. */
export function Refresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      markRenewal();
      router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
