"use client";

import clsx from "clsx";
import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { LIVE_WORDS } from "../words";
import { markRenewal } from "./renewal";

/** Older than this, and the figures may be behind: said in colour and words. */
const STALE_S = 45;
/** However much arrives, a page is not renewed more often. */
const LEAST_MS = 5_000;

/** After a refusal: of a database that is gone, or of one page too many. */
const AGAIN_MS = 15_000;

/** Events do not tell why there are none. */
async function isRefused(): Promise<boolean> {
  const answer = await fetch("/api/live").catch(() => null);
  answer?.body?.cancel();
  return answer?.status === 401;
}

/** Who moved over a table is taken to read it for so long. */
const READING_MS = 20_000;

/**
 * Whether a renewal could move what somebody is at: reading further down or under the pointer, typing, in an open menu, or
 * on a link of a table by the keyboard. (Who clicks a link leaves the focus there, but not the eyes.)
 */
function isBusy(pointedAt: number): boolean {
  const active = document.activeElement;
  return (
    window.scrollY > 120 ||
    Date.now() - pointedAt < READING_MS ||
    document.querySelector("[popover]:popover-open:not([role=tooltip])") !== null ||
    (active?.matches(":focus-visible") === true && active.closest("main table, main form") !== null)
  );
}

interface State {
  revision: number;
  views: number;
}

/**
 * Keeps a page up to date by the server's events while its tab is seen. Where a renewal could move what the user is at,
 * it is offered instead. `made` is the store's state when the page was made; without it, the first that is told.
 */
export function LiveDot({ made = null }: { made?: State | null }) {
  const router = useRouter();
  const [age, setAge] = useState(0);
  const [fresh, setFresh] = useState<number | null>(null);
  const [paused, setPaused] = useState(false);
  const [, startTransition] = useTransition();
  const shown = useRef<State | null>(made);
  const newest = useRef<State | null>(null);
  const renewedAt = useRef(0);
  /** When the pointer last moved over a table */
  const pointedAt = useRef(0);

  const renew = useCallback(() => {
    renewedAt.current = Date.now();
    shown.current = newest.current;
    setFresh(null);
    setAge(0);
    startTransition(() => router.refresh());
  }, [router]);

  useEffect(() => {
    if (made === null) return;
    shown.current = made;
    setAge(0);
    if (made.revision >= (newest.current?.revision ?? 0)) setFresh(null);
  }, [made]);

  useEffect(() => {
    const tick = setInterval(() => setAge((before) => before + 1), 1_000);
    return () => clearInterval(tick);
  }, []);

  useEffect(() => {
    const onMove = ({ target }: PointerEvent) => {
      pointedAt.current = target instanceof Element && target.closest("main table") ? Date.now() : 0;
    };
    // A click means to see something else than what is there.
    const onClick = () => {
      pointedAt.current = 0;
    };
    document.addEventListener("pointermove", onMove, { passive: true });
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("pointermove", onMove);
      document.removeEventListener("click", onClick);
    };
  }, []);

  useEffect(() => {
    if (paused) return;
    let source: EventSource | null = null;
    let late: ReturnType<typeof setTimeout> | undefined;
    let again: typeof late;
    let left = false;
    const look = () => {
      clearTimeout(late);
      const [now, before] = [newest.current, shown.current];
      if (!now || !before || now.revision === before.revision) return;
      if (isBusy(pointedAt.current)) return setFresh(Math.max(0, now.views - before.views));
      const wait = renewedAt.current + LEAST_MS - Date.now();
      if (wait > 0) late = setTimeout(look, wait);
      else {
        markRenewal();
        renew();
      }
    };
    const open = () => {
      source = new EventSource("/api/live");
      source.addEventListener("change", (event) => {
        newest.current = JSON.parse(event.data);
        shown.current ??= newest.current;
        setAge(0);
        look();
      });
      source.addEventListener("beat", () => {
        if (newest.current?.revision === shown.current?.revision) setAge(0);
      });
      // Refused, which the browser does not try again: where the session has ended, the page leads to the login.
      source.addEventListener("error", () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        again = setTimeout(open, AGAIN_MS * (1 + Math.random()));
        isRefused().then((refused) => refused && !left && location.reload());
      });
    };
    const onVisibility = () => {
      clearTimeout(again);
      source?.close();
      source = null;
      if (!document.hidden) open();
    };
    onVisibility();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      left = true;
      source?.close();
      clearTimeout(late);
      clearTimeout(again);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [paused, renew]);

  const stale = !paused && age >= STALE_S;
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap tabular-nums print:hidden">
      <span
        aria-hidden
        className={clsx("size-2 rounded-full", paused ? "bg-control" : stale ? "bg-warn" : "bg-good")}
      />
      <button
        type="button"
        onClick={() => setPaused(!paused)}
        aria-label={paused ? LIVE_WORDS.goOn : LIVE_WORDS.pause}
        title={paused ? LIVE_WORDS.goOn : LIVE_WORDS.pause}
        className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-sunken hover:text-ink"
      >
        {paused ? <Play aria-hidden size={12} /> : <Pause aria-hidden size={12} />}
      </button>
      {/* Last, so that nothing moves when its words grow. */}
      <span>{paused ? LIVE_WORDS.paused : stale ? LIVE_WORDS.stale(age) : LIVE_WORDS.updated(age)}</span>
      <span role="status" className="contents">
        {fresh !== null && (
          <button
            type="button"
            onClick={renew}
            className="fixed bottom-20 left-1/2 z-20 h-9 -translate-x-1/2 rounded-full bg-accent-strong px-4 font-medium text-on-accent text-sm shadow-lg hover:bg-accent-strong-hover md:bottom-6"
          >
            {LIVE_WORDS.fresh(fresh)}
          </button>
        )}
      </span>
    </span>
  );
}
