import { ArrowLeft } from "lucide-react";
import type { PageLinks } from "@/lib/query/links";
import type { VideoFacts } from "@/lib/reports/video";
import type { Formats } from "../format/formats";
import { Link } from "../ui/link";

interface Props {
  facts: VideoFacts;
  /** Seconds */
  length: number | null;
  links: PageLinks;
  formats: Formats;
}

/** The way back, and what is known of the video itself. */
export function VideoLine({ facts, length, links, formats }: Props) {
  return (
    <p className="-mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
      <Link href={links.elsewhere("/videos")} className="inline-flex items-center gap-1 hover:text-ink hover:underline">
        <ArrowLeft aria-hidden size={14} />
        All videos
      </Link>
      {length !== null && (
        <span
          title={
            facts.duration === null
              ? "The furthest second that a view reached: the sender's API was not read"
              : undefined
          }
        >
          {facts.duration === null ? "at least " : ""}
          {formats.exactDuration(length)} long
        </span>
      )}
      {facts.token && (
        <span>
          Token <code className="font-mono text-xs">{facts.token}</code>
        </span>
      )}
    </p>
  );
}
