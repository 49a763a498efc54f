import { db } from "../db";
import { log } from "../log";
import { oncePerProcess } from "../process";
import type { Identifier } from "./identifiers";
import type { Grave } from "./state";
import { sweepNow } from "./sweep";
import { inThread } from "./thread";
import { layFound, noteChange } from "./tombstones";

/** What a delivery tells of somebody who was erased, beside that by which they were recognised. */
export interface Late {
  grave: Grave;
  told: Identifier;
}

const WAIT_MS = 500;

const held = () =>
  oncePerProcess("privacy.late", () => ({
    waiting: new Map<string, Late>(),
    /** Known of others too, when it was last looked */
    shared: new Set<string>(),
    sweep: false,
    timer: null as NodeJS.Timeout | null,
  }));

const nameOf = ({ kind, value }: Identifier) => `${kind} ${value}`;

/**
 * Shortly after a delivery told who somebody is: lays tombstones for their other addresses and custom ids, unless others have
 * them too, and erases what stands under those. It looks through all views, so that no delivery can wait for it.
 */
export function finishSoon(late: Late[], sweep: boolean): void {
  const state = held();
  const news = late.filter(({ told }) => !state.shared.has(nameOf(told)));
  for (const one of news) state.waiting.set(nameOf(one.told), one);
  state.sweep ||= sweep;
  if (news.length === 0 && !sweep) return;
  state.timer ??= setTimeout(() => {
    state.timer = null;
    finish().catch((error: unknown) =>
      log().warn({ error: String(error) }, "what was known late of erased people is not erased yet"),
    );
  }, WAIT_MS).unref();
}

async function finish(): Promise<void> {
  const state = held();
  const [late, sweep] = [[...state.waiting.values()], state.sweep];
  state.waiting.clear();
  state.sweep = false;
  try {
    const shared = new Set(await inThread("shared", { identifiers: late.map(({ told }) => told) }));
    for (const name of shared) state.shared.add(name);
    const own = late.filter(({ told }) => !shared.has(nameOf(told)));
    if (own.length > 0) await layAll(own);
    if (own.length > 0 || sweep) await sweepNow();
  } catch (error) {
    // Done with what comes next.
    for (const one of late) state.waiting.set(nameOf(one.told), one);
    state.sweep ||= sweep;
    throw error;
  }
}

const layAll = (own: Late[]): Promise<void> =>
  db().commitRows(async (connection, taken) => {
    const revision = await taken;
    const [row] = await connection.query("SELECT hmac_key FROM counter WHERE id = 1");
    for (const { grave, told } of own) await layFound(connection, told, grave, String(row?.hmac_key));
    await noteChange(connection, revision);
  });
