/** Why a copy was not begun or is not right, in words for whoever asked for it. */
export class CopyRefused extends Error {
  override name = "CopyRefused";
}

export interface CopyStep {
  table: string;
  doing: "copying" | "verifying";
  /** Rows of all tables dealt with so far, of how many */
  rows: number;
  of: number;
}

export interface Copied {
  /** False: it was stopped, and the same call goes on from there */
  complete: boolean;
  /** Views came to the source meanwhile, which are not in the copy */
  isBehind: boolean;
  /** By table, in the order in which they were copied; of those that were verified */
  tables: { name: string; rows: number; checksum: string }[];
}
