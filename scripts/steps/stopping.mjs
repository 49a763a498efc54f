const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const LOOK_MS = 500;

/** npm ends by a signal without passing it on (its shell does not), so that its own end is all that is seen of it here. */
const STARTED_BY_NPM = process.env.npm_lifecycle_event !== undefined;
const PARENT = process.ppid;

/**
 * Calls `stop` with a signal's name when this process is to end: by that signal, which may come more than once (Ctrl-C
 * does), or because the npm that started it is gone. Returns what ends the watch.
 */
export function whenStopped(stop) {
  for (const signal of SIGNALS) process.on(signal, stop);
  const watch = STARTED_BY_NPM ? setInterval(look, LOOK_MS).unref() : undefined;
  function look() {
    if (process.ppid === PARENT) return;
    clearInterval(watch);
    stop("SIGTERM");
  }
  return () => {
    clearInterval(watch);
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}
