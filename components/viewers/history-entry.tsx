import { Fragment, type ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import type { HistoryView } from "@/lib/reports/viewer-history";
import { Cut } from "../format/cut";
import { Figure, Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";
import { METRIC_WORDS, UNKNOWN_REASONS, valueWord } from "../words";
import { HowFar } from "./how-far";
import { TagChip } from "./tag-chip";
import { ViewAddress } from "./view-address";

interface Props {
  view: HistoryView;
  viewer: string;
  tagLabels: Partial<Record<string, string>>;
  links: PageLinks;
  formats: Formats;
  /** What can be done with it */
  action?: ReactNode;
}

/** One view of a person: when, what, how far, how well, from where. */
export function HistoryEntry({ view, viewer, tagLabels, links, formats, action }: Props) {
  const rates = {
    average_watched: view.percentage,
    participation: view.participation,
    correctness: view.correctness,
  } as const;
  return (
    <li
      data-view={view.id}
      className="group/row grid grid-cols-[3rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-2.5 hover:bg-sunken lg:grid-cols-[3rem_minmax(0,1fr)_15rem_17rem] lg:gap-x-6"
    >
      <time dateTime={view.at} title={view.at} className="text-muted text-sm tabular-nums">
        {formats.time(view.at)}
      </time>
      <div className="grid min-w-0 grid-cols-1 content-start gap-1">
        <div className="flex items-start justify-between gap-2">
          <VideoName {...{ view, viewer, links }} />
          {action && <span className="-my-1.5 shrink-0">{action}</span>}
        </div>
        <Circumstances {...{ view, links, formats }} />
        <div className="flex flex-wrap items-baseline gap-1">
          {view.tags.map(({ tag, value }) => (
            <TagChip key={tag} named {...{ tag, value, tagLabels, links }} />
          ))}
          <More view={view} />
        </div>
      </div>
      <div className="max-lg:col-start-2">
        <HowFar view={view} formats={formats} />
      </div>
      <dl className="grid grid-cols-3 gap-x-3 text-sm max-lg:col-start-2">
        {(["average_watched", "participation", "correctness"] as const).map((name) => (
          <div key={name} className="lg:text-right">
            <dt className="whitespace-nowrap text-faint text-xs">{METRIC_WORDS[name]}</dt>
            <dd className="tabular-nums">
              <Figure kind="percent" value={rates[name]} reason={UNKNOWN_REASONS[name]} formats={formats} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function VideoName({ view: { video, title }, viewer, links }: Pick<Props, "view" | "viewer" | "links">) {
  if (video === null) return <Unknown reason="The sender named no video" />;
  const only = { dimension: "viewer" as const, include: [viewer], exclude: [] };
  return (
    <Link
      href={links.elsewhere(`/videos/${video}`, { but: ["video", "identity"], also: [only] })}
      prefetch={false}
      className="flex min-w-0 font-medium text-base hover:underline"
    >
      <Cut>{valueWord("video", video, title)}</Cut>
    </Link>
  );
}

/** Place, browser, screen, time and personal link, as far as they are known. */
function Circumstances({ view, links, formats }: Pick<Props, "view" | "links" | "formats">) {
  const place = [view.city, view.region === view.city ? null : view.region, view.country].filter(Boolean).join(", ");
  const facts = [
    place,
    view.browser,
    view.screen && `${view.screen.width} × ${view.screen.height}`,
    view.elapsed !== null && `took ${formats.duration(view.elapsed)}`,
  ].filter((fact): fact is string => Boolean(fact));
  return (
    <p className="wrap-anywhere text-muted text-sm">
      {facts.map((fact, at) => (
        <Fragment key={fact}>
          {at > 0 && " · "}
          <span className="inline-block">{fact}</span>
        </Fragment>
      ))}
      {view.plink !== null && (
        <>
          {facts.length > 0 && " · "}
          <Link href={links.only("plink", view.plink)} scroll={false} prefetch={false} className="hover:underline">
            {valueWord("plink", view.plink, null)}
          </Link>
        </>
      )}
      {facts.length === 0 && view.plink === null && <Unknown reason="The sender told nothing of place or browser" />}
    </p>
  );
}

/** What takes room and is asked for rarely: address and variables. */
function More({ view: { url, variables } }: { view: HistoryView }) {
  if (!url && !variables?.length) return null;
  const parts = [
    url && "address",
    variables?.length && `${variables.length} variable${variables.length === 1 ? "" : "s"}`,
  ];
  return (
    <details className="px-1 text-sm open:basis-full">
      <summary className="w-fit text-muted hover:text-ink">{`Show ${parts.filter(Boolean).join(" and ")}`}</summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded bg-canvas px-3 py-2">
        {url && (
          <>
            <dt className="text-faint">Address</dt>
            <dd>
              <ViewAddress url={url} />
            </dd>
          </>
        )}
        {variables?.map(({ name, value }) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="wrap-anywhere max-w-48 text-faint">{name}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
