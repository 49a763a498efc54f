/** One record of a file, cut out but not yet understood. */
export interface Piece {
  /** As it stands in the file, without what separates records */
  raw: Buffer;
  /** The line it begins on, from 1 */
  line: number;
  /** Why it cannot be a whole record; then `raw` may be a part of it */
  damage?: string;
}

/** Cuts a file's bytes into records as they come, holding back at most one record. */
export interface Cutter {
  cut(bytes: Buffer): Piece[];
  /** What is left when no more bytes come */
  rest(): Piece[];
}

/** A longer record is none: something that should have ended it is missing. As much as a delivery may have. */
export const MAX_RECORD_BYTES = 1_048_576;

/** What was read stays stored; the message says what is wrong with the file, where, and what to do. */
export class DamagedFile extends Error {
  override name = "DamagedFile";
}
