/** Runs one piece of work at a time, in the order asked. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    // Only the order is kept here; the caller gets the failure.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
