"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const REFRESH_S = 10;
/** Older than this, and the figures may be behind: said in colour and words. */
const STALE_S = 60;

/**
 * Renews the page's figures every ten seconds while the tab is seen, and says how old they are. Give it a key that
 * changes with every answer of the server: a new answer starts a new count.
 */
export function LiveDot() {
  const router = useRouter();
  const [age, setAge] = useState(0);
  useEffect(() => {
    const renew = () => router.refresh();
    let seconds = 0;
    const tick = setInterval(() => {
      seconds += 1;
      setAge(seconds);
      if (seconds % REFRESH_S === 0 && !document.hidden) renew();
    }, 1_000);
    const onReturn = () => {
      if (!document.hidden && seconds >= REFRESH_S) renew();
    };
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      clearInterval(tick);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, [router]);

  const stale = age >= STALE_S;
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap tabular-nums">
      <span aria-hidden className={clsx("size-2 rounded-full", stale ? "bg-warn" : "bg-good")} />
      {stale ? `not updated for ${age} s` : age < 1 ? "updated now" : `updated ${age} s ago`}
    </span>
  );
}
