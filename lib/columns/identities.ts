import { IDENTITIES } from "../query/query";
import { Column } from "./column";
import { nameOfViewer } from "./ranking";
import { startOf } from "./start";
import type { ViewerNames } from "./table";

const [IDENTIFIED, ANONYMOUS] = [1, 2];
/** By code; every view has a viewer, so that nothing is 0. */
export const IDENTITY_CODES: readonly (string | null)[] = [null, ...IDENTITIES];

/**
 * Whether viewers are identified, by viewer code. It follows from the viewer alone: no row carries it, and a name that comes
 * late changes one number however many views there are.
 */
export class Identities extends Column<Uint8Array> {
  #viewers = 0;
  /** By viewer code: how the name begins, as a number; Infinity = no name */
  readonly nameStarts = new Column(new Float64Array(0));
  /** By viewer code, in lower case, to be searched */
  readonly lowered: Record<"names" | "emails", (string | null)[]> = { names: [], emails: [] };

  constructor() {
    super(new Uint8Array(0));
  }

  /** Whether a viewer of this code was told of. */
  knows(viewer: number): boolean {
    return viewer < this.#viewers;
  }

  tell(viewer: number, names: ViewerNames | undefined): void {
    this.set(viewer, names?.identified ? IDENTIFIED : ANONYMOUS);
    const name = nameOfViewer(names);
    this.nameStarts.set(viewer, name === null ? Number.POSITIVE_INFINITY : startOf(name));
    this.lowered.names[viewer] = names?.name?.toLowerCase() ?? null;
    this.lowered.emails[viewer] = names?.email?.toLowerCase() ?? null;
    this.#viewers = Math.max(this.#viewers, viewer + 1);
  }
}
