import { oncePerProcess } from "../process";

interface Held<T> {
  at: number;
  value: Promise<T> | null;
}

/** An answer that may be `freshMs` old, asked for once however many wait for it. A failure is not remembered. */
export function cached<T>(name: string, freshMs: number, load: () => Promise<T>): Promise<T> {
  const held = oncePerProcess<Held<T>>(`cached.${name}`, () => ({ at: 0, value: null }));
  if (held.value === null || Date.now() - held.at > freshMs) {
    held.at = Date.now();
    const value = load();
    held.value = value;
    value.catch(() => {
      if (held.value === value) held.value = null;
    });
  }
  return held.value;
}

/** What was cached under this name is asked for anew. */
export function forget(name: string): void {
  oncePerProcess<Held<unknown>>(`cached.${name}`, () => ({ at: 0, value: null })).value = null;
}
