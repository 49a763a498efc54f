import { ActingArea } from "@/components/deliveries/acting";
import { BackLink } from "@/components/deliveries/back-link";
import { QuarantineBoard } from "@/components/deliveries/quarantine-board";
import { STATE_WORDS } from "@/components/deliveries/words";
import { FAILED_PARTS } from "@/components/failures/parts";
import { PageHeader } from "@/components/shell/page-header";
import { SegmentedLinks } from "@/components/ui/segmented";
import {
  parseQuarantineFilters,
  QUARANTINE_STATES,
  quarantine,
  quarantineHref,
} from "@/lib/reports/deliveries-quarantine";
import { AccountCorner } from "../../account-corner";
import type { SearchParams } from "../../asked";
import { Contained } from "../../contained";
import { actOnQuarantine } from "../actions";
import { visit } from "../visit";

export const metadata = { title: "Quarantine" };

export default async function QuarantinePage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, search, locale, zone } = await visit(searchParams);
  const filters = parseQuarantineFilters(search);
  const { state } = filters;
  const administrates = ctx.user?.role === "administrator";
  const choices = QUARANTINE_STATES.map((one) => ({
    word: STATE_WORDS[one],
    href: quarantineHref({ state: one, kind: null }),
    current: one === state,
  }));
  return (
    <>
      <PageHeader title="Quarantine" zone={zone}>
        <AccountCorner user={ctx.user} />
      </PageHeader>
      <ActingArea act={administrates ? actOnQuarantine : null}>
        <div className="grid grid-cols-1 gap-4 px-4 md:px-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
          <div className="flex flex-wrap items-center justify-between gap-3 lg:col-span-2">
            <BackLink href="/deliveries">Deliveries</BackLink>
            <SegmentedLinks label="State" choices={choices} />
          </div>
          <Contained title={FAILED_PARTS.quarantine} className="lg:col-span-2">
            {async () => {
              const report = await quarantine(ctx, filters);
              const kind = report.chosen && { reason: report.chosen.reason, path: report.chosen.path };
              return (
                <QuarantineBoard
                  {...{ report, state, administrates, locale, zone }}
                  kindHref={(other) => quarantineHref({ state, kind: other })}
                  stepHref={(place) => quarantineHref({ state, kind, ...place })}
                  onward={filters.before !== undefined || filters.after !== undefined}
                />
              );
            }}
          </Contained>
        </div>
      </ActingArea>
    </>
  );
}
