import { requireUser, type User } from "../auth/current-user";
import { columns } from "../columns/columns";
import type { ColumnStore } from "../columns/store";
import { type Failure, failureOf } from "../failure";
import { type Settings, settings, usualSettings } from "../settings";

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
  return contextOf(user, await settings());
}

/**
 * For what stands around figures: it stands although the settings cannot be read, and says why they cannot. Figures are
 * not to be made then, for nobody knows when days begin.
 */
export async function frameContext(): Promise<{ ctx: ReportContext; failure: Failure | null }> {
  const user = await requireUser();
  try {
    return { ctx: contextOf(user, await settings()), failure: null };
  } catch (error) {
    return { ctx: contextOf(user, usualSettings()), failure: await failureOf(error) };
  }
}

const contextOf = (user: User, known: Settings): ReportContext => ({
  user,
  settings: known,
  store: columns(),
  now: new Date(),
  seesPeople: user.role !== "viewer",
});

/** For scripts, benchmarks and tests, which have no request. */
export async function systemContext(now: Date, store: ColumnStore = columns()): Promise<ReportContext> {
  return { user: null, settings: await settings(), store, now, seesPeople: true };
}
