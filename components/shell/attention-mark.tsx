import clsx from "clsx";

/** ● beside a page of the navigation that needs somebody. */
export function AttentionMark({ tone }: { tone: "warn" | "bad" }) {
  return (
    <span className={clsx("size-2 shrink-0 rounded-full", tone === "bad" ? "bg-bad" : "bg-warn")}>
      <span className="sr-only">{tone === "bad" ? "deliveries stopped" : "needs attention"}</span>
    </span>
  );
}
