/** Ctrl-C reaches a process from the terminal and once more from its parent: only a later one is meant as a second. */
const SAME_MS = 1_000;

/** Aborted by the first Ctrl-C or SIGTERM, or when the terminal goes; a second one ends the process where it stands. */
export function stopSignal(onFirst: () => void): AbortSignal {
  const stopping = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (first !== 0 && Date.now() - first > SAME_MS) process.exit(130);
      if (first !== 0) return;
      first = Date.now();
      onFirst();
      stopping.abort();
    });
  return stopping.signal;
}
