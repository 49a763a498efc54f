import { liveSessions } from "../auth/session";
import { columns } from "../columns/columns";
import { Fault } from "../fault";
import { oncePerProcess } from "../process";

/** What the store holds; pages that show an older state may renew themselves. */
export interface LiveState {
  revision: number;
  views: number;
}

export interface Listener {
  /** Whose stream it is: it ends with the session */
  sessionId: string;
  /** The store has changed */
  changed(state: LiveState): void;
  /** The session has ended, or the server stops */
  ended(): void;
}

interface Hub {
  listeners: Set<Listener>;
  state: LiveState | null;
  timer: NodeJS.Timeout | null;
  /** Sessions are being asked for: a slow database is not asked again meanwhile */
  checking: boolean;
  unchecked: Fault;
  unasked: Fault;
}

/** Store and sessions are asked this often, once for all that listen, and only while somebody does. */
const ASK_MS = 1_000;
/** More open pages than these reload by hand. */
const MOST_LISTENERS = 1_000;

const hub = () =>
  oncePerProcess<Hub>("live", () => ({
    listeners: new Set(),
    state: null,
    timer: null,
    checking: false,
    unchecked: new Fault(
      "sessions of open pages could not be checked; the pages are told again",
      "sessions of open pages are checked again",
    ),
    unasked: new Fault(
      "the store could not be asked for pages that are open",
      "the store is asked again for pages that are open",
    ),
  }));

/** Tells a listener of every change from now on; returns the way to stop. Null when too many listen already. */
export function listen(listener: Listener): (() => void) | null {
  const { listeners } = hub();
  if (listeners.size >= MOST_LISTENERS) return null;
  listeners.add(listener);
  if (hub().state !== null) listener.changed(hub().state as LiveState);
  hub().timer ??= setInterval(() => {
    void check();
    void ask();
  }, ASK_MS);
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

/** Sessions end in any process: by their owner, an administrator, or a command. */
async function check(): Promise<void> {
  if (hub().checking) return;
  hub().checking = true;
  try {
    const asked = [...hub().listeners];
    const live = await liveSessions([...new Set(asked.map(({ sessionId }) => sessionId))]);
    for (const listener of asked) if (!live.has(listener.sessionId)) listener.ended();
    hub().unchecked.passed();
  } catch (error) {
    hub().unchecked.met(error);
  } finally {
    hub().checking = false;
  }
}

async function ask(): Promise<void> {
  try {
    const { state, revision, views } = await columns().status();
    hub().unasked.passed();
    if (state !== "ready" || hub().state?.revision === revision) return;
    hub().state = { revision, views };
    for (const listener of hub().listeners) listener.changed({ revision, views });
  } catch (error) {
    hub().unasked.met(error);
  }
}
