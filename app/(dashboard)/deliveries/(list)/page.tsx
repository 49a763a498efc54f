import { Compact } from "@/components/compact/compact";
import { CoursePanel } from "@/components/deliveries/course-panel";
import { DeliveriesTable } from "@/components/deliveries/deliveries-table";
import { DeliveryFilterBar } from "@/components/deliveries/filter-bar";
import { NothingByWebhook } from "@/components/deliveries/nothing-by-webhook";
import { SilentPanel } from "@/components/deliveries/silent-panel";
import { StatusStrip } from "@/components/deliveries/status-strip";
import { WaitingPanel } from "@/components/deliveries/waiting-panel";
import { Failed } from "@/components/failures/failed";
import { FAILED_PARTS } from "@/components/failures/parts";
import { IgnoredNotice } from "@/components/filters/ignored-notice";
import { LiveDot } from "@/components/shell/live-dot";
import { PageHeader } from "@/components/shell/page-header";
import { deliveries, unknownDeliveries } from "@/lib/reports/deliveries";
import { DELIVERY_DEFINITIONS } from "@/lib/reports/deliveries-definitions";
import { deliveryLinks, parseDeliveryFilters } from "@/lib/reports/deliveries-filters";
import { quarantineHref } from "@/lib/reports/deliveries-quarantine";
import { AccountCorner } from "../../account-corner";
import { answerOr } from "../../answer-or";
import type { SearchParams } from "../../asked";
import { Connect } from "../../overview/connect";
import { visit } from "../visit";

export const metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, search, locale, zone, formats } = await visit(searchParams);
  const { filters, ignored } = parseDeliveryFilters(search);
  const links = deliveryLinks(filters);
  const administrates = ctx.user?.role === "administrator";
  const answer = await answerOr(deliveries(ctx, filters));
  const header = (
    <PageHeader title="Deliveries" zone={zone} live={<LiveDot />}>
      <AccountCorner user={ctx.user} />
    </PageHeader>
  );
  if ("failure" in answer)
    return (
      <>
        {header}
        <DeliveryFilterBar {...{ filters, links, formats }} report={unknownDeliveries(ctx, filters)} />
        <Failed title={FAILED_PARTS.deliveriesPage} {...answer.failure} className="mx-4 mt-4 md:mx-6" />
      </>
    );
  const report = answer.value;
  if (report.empty)
    return (
      <>
        {header}
        <Connect now={ctx.now} administrates={administrates} />
      </>
    );
  const { quiet, course, span, waiting, silent, list } = report;
  const definitions = DELIVERY_DEFINITIONS;
  return (
    <>
      {header}
      <DeliveryFilterBar {...{ filters, links, report, formats }} />
      <div data-replaced className="grid grid-cols-12 gap-4 px-4 pt-4 *:col-span-12 md:px-6">
        <Compact>
          <IgnoredNotice ignored={ignored} />
          {quiet === null && <NothingByWebhook administrates={administrates} />}
          <StatusStrip {...{ report, definitions, formats }} />
          <CoursePanel
            {...{ course, formats, locale, zone }}
            definition={definitions.course}
            days={formats.days(span.from, span.until)}
          />
          <WaitingPanel
            {...{ waiting, formats }}
            definition={definitions.waiting}
            kindHref={(kind) => quarantineHref({ state: "open", kind })}
            className="lg:col-span-6"
          />
          <SilentPanel
            {...{ silent, formats }}
            definition={definitions.silent}
            videoHref={(video) => links.to({ video })}
            className="lg:col-span-6"
          />
          <DeliveriesTable {...{ list, filters, links, formats }} definition={definitions.ledger} />
        </Compact>
      </div>
    </>
  );
}
