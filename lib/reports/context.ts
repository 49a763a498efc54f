import { requireUser, type User } from "../auth/current-user";
import { columns } from "../columns/columns";
import type { ColumnStore } from "../columns/store";
import { type Settings, settings } from "../settings";

/** What a report needs. Only a signed-in user's request, or the system itself, can come by one: it is the permission. */
export interface ReportContext {
  /** null: the system itself */
  user: User | null;
  settings: Settings;
  store: ColumnStore;
  now: Date;
  /** Whether names and e-mails may be shown and searched */
  seesPeople: boolean;
}

/** For pages and handlers: the signed-in user's context. Redirects or throws as requireUser does. */
export async function reportContext(): Promise<ReportContext> {
  const user = await requireUser();
  return { user, settings: await settings(), store: columns(), now: new Date(), seesPeople: user.role !== "viewer" };
}

/** For scripts, benchmarks and tests, which have no request. */
export async function systemContext(now: Date, store: ColumnStore = columns()): Promise<ReportContext> {
  return { user: null, settings: await settings(), store, now, seesPeople: true };
}
