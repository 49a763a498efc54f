import { headers } from "next/headers";
import { AuditTable } from "@/components/audit/audit-table";
import { ACTION_WORDS, AUDIT_WORDS } from "@/components/audit/words";
import { formats, localeOf } from "@/components/format/formats";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { Menu, MenuLink } from "@/components/ui/menu";
import { AUDIT_ACTIONS, type AuditAction, auditPage } from "@/lib/audit";
import { requireUser } from "@/lib/auth/current-user";
import { settings } from "@/lib/settings";
import { AccountCorner } from "../../account-corner";
import type { SearchParams } from "../../asked";

export const metadata = { title: "Audit log" };

const PAGE_SIZE = 50;
const MOST_PAGES = 100_000;

export default async function AuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await requireUser("administrator");
  const asked = await searchParams;
  const action = AUDIT_ACTIONS.find((one) => one === asked.action) ?? null;
  const page = Math.min(MOST_PAGES, Math.max(1, Math.trunc(Number(asked.page)) || 1));
  const [log, { reportingZone: zone }, request] = await Promise.all([
    auditPage({ page, pageSize: PAGE_SIZE, action }),
    settings(),
    headers(),
  ]);
  return (
    <>
      <PageHeader title="Settings" zone={zone}>
        <AccountCorner user={user} />
      </PageHeader>
      <SettingsTabs current="/settings/audit" />
      <div className="grid max-w-5xl grid-cols-1 gap-4 px-4 md:px-6">
        <p className="max-w-prose text-muted text-sm">{AUDIT_WORDS.about}</p>
        <Card>
          <CardHeader title="What was done">
            <Menu align="end" label="Show only" button={action === null ? AUDIT_WORDS.all : ACTION_WORDS[action]}>
              {[null, ...AUDIT_ACTIONS].map((one) => (
                <MenuLink key={one} href={hrefOf(one, 1)} current={one === action}>
                  {one === null ? AUDIT_WORDS.all : ACTION_WORDS[one]}
                </MenuLink>
              ))}
            </Menu>
          </CardHeader>
          <AuditTable
            {...log}
            page={page}
            pageSize={PAGE_SIZE}
            href={(to) => hrefOf(action, to)}
            formats={formats(localeOf(request.get("accept-language")), zone)}
          />
        </Card>
      </div>
    </>
  );
}

function hrefOf(action: AuditAction | null, page: number): string {
  const search = new URLSearchParams({ ...(action && { action }), ...(page > 1 && { page: String(page) }) });
  return `/settings/audit${search.size === 0 ? "" : `?${search}`}`;
}
