/**
 * Next evaluates a module once for pages, once for route handlers and once for instrumentation. What must exist once
 * per process therefore lives on globalThis, under a registered symbol (decision 0008).
 */
export function oncePerProcess<T>(name: string, create: () => T): T {
  const key = Symbol.for(`viewledger.${name}`);
  const home = globalThis as unknown as Record<symbol, { value: T } | undefined>;
  home[key] ??= { value: create() };
  return home[key].value;
}

/** Tells instances apart: a random id made once per process. */
export function processId(): string {
  return oncePerProcess("processId", () => crypto.randomUUID());
}
