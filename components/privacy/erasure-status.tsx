import type { ErasureJob } from "@/lib/privacy/erasure-job";
import { Refresh } from "../shell/refresh";
import { Notice } from "../ui/notice";
import { Progress } from "../ui/progress";
import { PRIVACY_WORDS } from "./words";

const ASK_MS = 1_000;

/** How far an erasure is, or what became of it. */
export function ErasureStatus({ job }: { job: ErasureJob }) {
  const { state, erased, views, message } = job;
  if (state === "running") return <Running views={views} />;
  if (state === "failed") return <Notice tone="danger">{message}</Notice>;
  if (erased === null) return <Notice tone="info">{PRIVACY_WORDS.nobody}</Notice>;
  const { isLeft } = erased;
  return (
    <Notice tone={isLeft ? "info" : "good"}>
      {erasedText(erased)}
      {isLeft && ` ${PRIVACY_WORDS.left}`}
    </Notice>
  );
}

function Running({ views }: Pick<ErasureJob, "views">) {
  const title = "Erasing";
  return (
    <div className="grid gap-3 rounded bg-sunken p-4">
      <p className="font-medium">{title}</p>
      {views && <Progress label={title} percent={views.of === 0 ? 100 : (100 * views.done) / views.of} />}
      <p className="text-muted text-sm tabular-nums">
        {views === null
          ? "Everything that is held of them is looked for."
          : `${views.done.toLocaleString("en")} of ${many(views.of, "view")}.`}{" "}
        It goes on without this page.
      </p>
      <Refresh everyMs={ASK_MS} />
    </div>
  );
}

const many = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

function erasedText({ views, quarantined, others }: NonNullable<ErasureJob["erased"]>): string {
  const beside = others > 0 ? `, and what named them in ${many(others, "record")} of others` : "";
  return `Erased: ${many(views, "view")}, ${many(quarantined, "record")} in quarantine${beside}. What is delivered of them again stays without personal data.`;
}
