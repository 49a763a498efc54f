interface Waiter {
  revision: number;
  resolve: () => void;
}

/** Those who wait until the table is as far as a revision. */
export class Waiters {
  #all: Waiter[] = [];

  get some(): boolean {
    return this.#all.length > 0;
  }

  /** Resolves once `upTo` was told of this revision or a later one. */
  wait(revision: number): Promise<void> {
    return new Promise((resolve) => {
      this.#all.push({ revision, resolve });
    });
  }

  upTo(reached: number): void {
    const there = this.#all.filter(({ revision }) => revision <= reached);
    this.#all = this.#all.filter(({ revision }) => revision > reached);
    for (const { resolve } of there) resolve();
  }
}
