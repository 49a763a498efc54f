import { AuditTable } from "@/components/audit/audit-table";
import { ACTION_WORDS, AUDIT_WORDS } from "@/components/audit/words";
import { Card, CardHeader } from "@/components/ui/card";
import { Menu, MenuLink } from "@/components/ui/menu";
import { AUDIT_ACTIONS, type AuditAction, auditPage } from "@/lib/audit";
import type { SearchParams } from "../../asked";
import { SettingsPage } from "../settings-page";

export const metadata = { title: "Audit log" };

const PAGE_SIZE = 50;
const MOST_PAGES = 100_000;

export default async function AuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const action = AUDIT_ACTIONS.find((one) => one === asked.action) ?? null;
  const page = Math.min(MOST_PAGES, Math.max(1, Math.trunc(Number(asked.page)) || 1));
  return (
    <SettingsPage current="/settings/audit">
      {async ({ formats }) => {
        const log = await auditPage({ page, pageSize: PAGE_SIZE, action });
        return (
          <div className="grid grid-cols-1 gap-4">
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
                formats={formats}
              />
            </Card>
          </div>
        );
      }}
    </SettingsPage>
  );
}

function hrefOf(action: AuditAction | null, page: number): string {
  const search = new URLSearchParams({ ...(action && { action }), ...(page > 1 && { page: String(page) }) });
  return `/settings/audit${search.size === 0 ? "" : `?${search}`}`;
}
