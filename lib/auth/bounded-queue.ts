import { Problem } from "../problem";

/** Thrown when more work waits than will be done in reasonable time; in words for whoever filled in a form. */
export class QueueFull extends Problem {
  readonly isQueueFull = true;

  /** A Problem is known by its name, which all of them have: this one by what no other has. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Problem && "isQueueFull" in value;
  }

  constructor() {
    super(503, "Too much is being checked just now. Try again in a few seconds.", { headers: { "Retry-After": "5" } });
  }
}

/** Runs at most `atOnce` pieces of work, lets at most `waiting` more wait, and refuses the rest. */
export class BoundedQueue {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waiting: number,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce) {
      if (this.#waiting.length >= this.waiting) throw new QueueFull();
      // Whoever finishes hands its place over, so `#running` stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
