import type { CopyStep } from "../copy/copy";

/** What is there already, where a backup is to go. */
export interface Occupied {
  exists: boolean;
  /** Views, deliveries or users; not those that a copy or a restore left behind when it was cut off */
  hasData: boolean;
  /** Who is at work there, in a sentence; null: nobody */
  inUse: string | null;
  /** The schema where a restore that was cut off put the former database; null: there was none */
  aside: string | null;
}

interface Replacement {
  found: Occupied;
  /** A name for the former database */
  aside: string;
  onProgress: ((step: CopyStep) => void) | undefined;
}

/** A place where a backup can go. */
export interface Target {
  /** Where the backup is made ready, as an SQLite file that nobody else uses */
  staged: string;
  look(): Promise<Occupied>;
  /** Puts aside what is there, and the backup in its place; returns where the former database is kept, null when there was none. */
  replace(by: Replacement): Promise<string | null>;
}

/** Any row in one of these is data that somebody may want back. */
export const TELLING = ["views", "deliveries", "users"];
