import type { Place } from "@/lib/reports/deliveries-filters";
import type { QuarantineReport, QuarantineState } from "@/lib/reports/deliveries-quarantine";
import { formats as formatsOf } from "../format/formats";
import { Card } from "../ui/card";
import { KindActions } from "./kind-actions";
import { KindHead } from "./kind-head";
import { KindsPanel } from "./kinds-panel";
import { NothingInQuarantine } from "./nothing-in-quarantine";
import { RecordsForm } from "./records-form";
import { RecordsTable } from "./records-table";
import { SilencesPanel } from "./silences-panel";
import { Steps } from "./steps";
import { kindWord } from "./words";

interface Props {
  report: QuarantineReport;
  state: QuarantineState;
  /** Not on the first page of the list */
  onward: boolean;
  administrates: boolean;
  kindHref: (kind: { reason: string; path: string | null }) => string;
  stepHref: (place: { before?: Place; after?: Place }) => string;
  locale: string;
  zone: string;
}

const MISSING_WORDS = { open: "waits", dismissed: "is dismissed", replayed: "was replayed" } as const;

/** Kinds at the left, the records of one of them at the right. */
export function QuarantineBoard(props: Props) {
  const { report, state, onward, administrates, kindHref, stepHref, locale, zone } = props;
  const { chosen, list, silences, missing } = report;
  const formats = formatsOf(locale, zone);
  const silenced = <SilencesPanel {...{ silences, locale, zone }} />;
  if (!chosen)
    return (
      <>
        <NothingInQuarantine state={state} />
        {silenced}
      </>
    );
  return (
    <>
      <div className="grid gap-4">
        <KindsPanel {...{ report, kindHref, formats }} />
        {silenced}
      </div>
      <Card>
        {missing && (
          <p className="border-b px-4 py-2.5 text-muted text-sm">
            Nothing of the kind “{kindWord(missing)}” {MISSING_WORDS[state]}. Below is another kind.
          </p>
        )}
        <KindHead kind={chosen} formats={formats}>
          {state === "open" && (
            <KindActions
              kind={{ reason: chosen.reason, path: chosen.path }}
              count={chosen.count === 1 ? "" : formats.exact(chosen.count)}
            />
          )}
        </KindHead>
        <RecordsForm key={`${state} ${chosen.reason} ${chosen.path}`} state={state}>
          <RecordsTable rows={list.rows} choosable={administrates && state !== "replayed"} formats={formats} />
        </RecordsForm>
        <Steps
          newer={list.newer && stepHref({ after: list.newer })}
          older={list.older && stepHref({ before: list.older })}
          newest={onward ? stepHref({}) : null}
        />
      </Card>
    </>
  );
}
