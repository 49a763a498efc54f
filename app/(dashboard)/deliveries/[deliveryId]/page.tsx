import { notFound } from "next/navigation";
import { ActingArea } from "@/components/deliveries/acting";
import { BackLink } from "@/components/deliveries/back-link";
import { BodyCard } from "@/components/deliveries/body-card";
import { DeliveryRows } from "@/components/deliveries/deliveries-table";
import { DeliveryCard } from "@/components/deliveries/delivery-card";
import { RecordActions } from "@/components/deliveries/record-actions";
import { FLAG_WORDS, kindWord } from "@/components/deliveries/words";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { deliveryLinks } from "@/lib/reports/deliveries-filters";
import { quarantineHref } from "@/lib/reports/deliveries-quarantine";
import { delivery } from "@/lib/reports/delivery";
import { AccountCorner } from "../../account-corner";
import type { SearchParams } from "../../asked";
import { actOnQuarantine } from "../actions";
import { visit } from "../visit";

export const metadata = { title: "Delivery" };

interface Props {
  params: Promise<{ deliveryId: string }>;
  searchParams: SearchParams;
}

export default async function DeliveryPage({ params, searchParams }: Props) {
  const { ctx, zone, formats } = await visit(searchParams);
  const report = await delivery(ctx, (await params).deliveryId);
  if (report === null) notFound();
  const { row, body, others } = report;
  const links = deliveryLinks({ period: "90d" });
  const kind = row.reason === null ? null : { reason: row.reason, path: row.path };
  const state = row.state === "open" || row.state === "dismissed" ? row.state : null;
  return (
    <>
      <PageHeader title="Delivery" zone={zone}>
        <AccountCorner user={ctx.user} />
      </PageHeader>
      <ActingArea act={ctx.user?.role === "administrator" ? actOnQuarantine : null}>
        <div className="grid grid-cols-1 gap-4 px-4 md:px-6 lg:grid-cols-[22rem_minmax(0,1fr)] lg:items-start">
          <p className="flex gap-4 lg:col-span-2">
            <BackLink href="/deliveries">Deliveries</BackLink>
            {row.state && <BackLink href={quarantineHref({ state: row.state, kind })}>Quarantine</BackLink>}
          </p>
          <DeliveryCard {...{ report, links, formats }}>
            {state && <RecordActions id={row.id} state={state} hasBody={body !== "pruned"} />}
          </DeliveryCard>
          <BodyCard
            body={body}
            downloadHref={`/api/deliveries/${row.id}/body`}
            problem={kind ? kindWord(kind) : FLAG_WORDS.title}
            each={kind === null}
          />
          {others.length > 0 && (
            <Card className="lg:col-span-2">
              <CardHeader title="Other deliveries of this view" />
              <DeliveryRows
                rows={others}
                formats={formats}
                videoHref={(video) => links.to({ video })}
                keyHref={(key) => links.to({ key })}
              />
            </Card>
          )}
        </div>
      </ActingArea>
    </>
  );
}
