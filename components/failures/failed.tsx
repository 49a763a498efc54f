import clsx from "clsx";
import { DANGER, NoticeBox } from "../ui/notice-box";
import { Retry } from "./retry";
import { FAILURE_WORDS } from "./words";

interface Props {
  /** What is not there */
  title: string;
  /** Whether it is known to be the database */
  database?: boolean;
  /** What to do, where more is known than to try again */
  advice?: string | null;
  /** Under which the server's log says why */
  reference?: string;
  /** Tries again; without it, the page is asked for again */
  again?: () => void;
  className?: string;
}

/** Stands in the place of what could not be made: what happened, what to do, and a button that tries again. */
export function Failed({ title, database = false, advice, reference, again, className }: Props) {
  return (
    <NoticeBox tone={DANGER} title={title} actions={<Retry again={again} />} className={clsx("max-w-3xl", className)}>
      <p>
        {database && `${FAILURE_WORDS.database} `}
        {advice ?? FAILURE_WORDS.safe}
      </p>
      <p className="mt-1 text-muted text-sm">
        {FAILURE_WORDS.log}
        {reference !== undefined && (
          <>
            , under <code className="font-mono">{reference}</code>
          </>
        )}
        .
      </p>
    </NoticeBox>
  );
}
