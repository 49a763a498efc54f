import { columns } from "../columns/columns";
import { log } from "../log";
import { oncePerProcess } from "../process";

/** What the store holds; pages that show an older state may renew themselves. */
export interface LiveState {
  revision: number;
  views: number;
}

export interface Listener {
  /** The store has changed */
  changed(state: LiveState): void;
  /** The server stops */
  ended(): void;
}

interface Hub {
  listeners: Set<Listener>;
  state: LiveState | null;
  timer: NodeJS.Timeout | null;
}

/** The store is asked this often, once for all that listen, and only while somebody does. */
const ASK_MS = 1_000;
/** More open pages than these reload by hand. */
const MOST_LISTENERS = 1_000;

const hub = () => oncePerProcess<Hub>("live", () => ({ listeners: new Set(), state: null, timer: null }));

/** Tells a listener of every change from now on; returns the way to stop. Null when too many listen already. */
export function listen(listener: Listener): (() => void) | null {
  const { listeners } = hub();
  if (listeners.size >= MOST_LISTENERS) return null;
  listeners.add(listener);
  if (hub().state !== null) listener.changed(hub().state as LiveState);
  hub().timer ??= setInterval(() => void ask(), ASK_MS);
  void ask();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(hub().timer ?? undefined);
    hub().timer = null;
    hub().state = null;
  };
}

/** Ends every stream, so that a stop need not wait for pages that are open. */
export function endListeners(): void {
  for (const listener of [...hub().listeners]) listener.ended();
}

async function ask(): Promise<void> {
  try {
    const { state, revision, views } = await columns().status();
    if (state !== "ready" || hub().state?.revision === revision) return;
    hub().state = { revision, views };
    for (const listener of hub().listeners) listener.changed({ revision, views });
  } catch (error) {
    log().warn({ err: error }, "the store could not be asked for pages that are open");
  }
}
