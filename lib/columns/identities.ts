import { IDENTITIES } from "../query/query";
import { Column } from "./column";
import { startOf } from "./start";
import type { ViewerNames } from "./table";
import { Texts } from "./texts";

const [IDENTIFIED, ANONYMOUS] = [1, 2];
/** By code; every view has a viewer, so that nothing is 0. */
export const IDENTITY_CODES: readonly (string | null)[] = [null, ...IDENTITIES];

/**
 * What is known of viewers, by viewer code: the code of their identity, and their names. No row carries it, and a name that
 * comes late changes one number however many views there are.
 */
export class Identities extends Column<Uint8Array> {
  #viewers = 0;
  readonly names = new Texts();
  readonly emails = new Texts();
  /** How the name begins, as a number; Infinity = no name */
  readonly nameStarts = new Column(new Float64Array(0));
  /** Whose views are left out of every answer */
  readonly excluded = new Set<number>();

  constructor() {
    super(new Uint8Array(0));
  }

  /** Whether a viewer of this code was told of. */
  knows(viewer: number): boolean {
    return viewer < this.#viewers;
  }

  tell(viewer: number, { name, email, identified, excluded }: ViewerNames): void {
    this.set(viewer, identified ? IDENTIFIED : ANONYMOUS);
    this.names.set(viewer, name);
    this.emails.set(viewer, email);
    const known = this.nameOf(viewer);
    this.nameStarts.set(viewer, known === null ? Number.POSITIVE_INFINITY : startOf(known));
    if (excluded) this.excluded.add(viewer);
    else this.excluded.delete(viewer);
    this.#viewers = Math.max(this.#viewers, viewer + 1);
  }

  /** What people call a viewer. */
  nameOf(viewer: number): string | null {
    return this.names.get(viewer) ?? this.emails.get(viewer);
  }

  /** 1 for each viewer whose name or e-mail has `wanted`, in lower case, in it. */
  search(wanted: string, viewers: number): Uint8Array {
    const found = new Uint8Array(viewers);
    this.names.search(wanted, found);
    this.emails.search(wanted, found);
    return found;
  }

  /** Its arrays were filled from outside, for so many viewers. */
  restored(viewers: number, excluded: Iterable<number>): void {
    this.#viewers = viewers;
    for (const viewer of excluded) if (viewer < viewers) this.excluded.add(viewer);
  }
}
