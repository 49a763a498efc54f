import type { ReadState } from "@/lib/db/read-place";
import { spanWord } from "../deliveries/words";
import type { Formats } from "../format/formats";
import { NoticeLine } from "./notice-line";

interface Props {
  state: ReadState;
  formats: Formats;
}

/** While the replica that reports should be read from is not: why, and that figures are right all the same. */
export function ReadBanner({ state: { refused, lagMs }, formats }: Props) {
  if (refused === null || refused === "starting") return null;
  const why = {
    behind: `The read replica is ${spanWord(lagMs, formats)} behind.`,
    gone: "The read replica cannot be read; the log says why.",
    stranger: "DATABASE_READ_URL names another database, not a replica of this one.",
  };
  return (
    <NoticeLine tone="warn">
      <b>{why[refused]}</b> Reports are read from the primary database meanwhile, and are up to date.
    </NoticeLine>
  );
}
