import { randomUUID } from "node:crypto";
import type { Outcome } from "../ingest/incoming";
import { recordOf } from "../ingest/records";
import { ApiFailure, type MindstampApi } from "../mindstamp/api";
import { type Counts, countOutcomes, noCounts } from "./counts";
import { storeVideos, storeViewers } from "./names";
import { noteOffset, readOffset } from "./position";
import { storing } from "./store";

/** Pages overlap by so many records: what is deleted meanwhile moves the others forward. */
const OVERLAP = 20;
/** The same page so many times over, although others were asked for. */
const SAME_PAGES = 3;
/** Records that are nothing, one after another: no account has deleted so many views in a row. */
const MAX_NULLS = 100_000;

export interface Backfilled {
  phase: "videos" | "views" | "viewers" | "done";
  /** Where in the API's list of views it is, and where it began */
  offset: number;
  from: number;
  counts: Counts;
  videos: number;
  viewers: number;
  stopped: boolean;
}

export interface BackfillOptions {
  api: MindstampApi;
  signal?: AbortSignal;
  onProgress?(so: Backfilled): void;
}

/**
 * Reads all that the sender's API has: durations and titles of videos, every view, names of viewers. How far the views were
 * read is kept, so that an interrupted run goes on; a complete one begins at the start again, and changes nothing that is
 * known. Throws ApiFailure.
 */
export async function backfill({ api, signal, onProgress }: BackfillOptions): Promise<Backfilled> {
  const from = await readOffset();
  const so: Backfilled = {
    phase: "videos",
    offset: from,
    from,
    counts: noCounts(),
    videos: 0,
    viewers: 0,
    stopped: false,
  };
  const tell = () => onProgress?.({ ...so, counts: { ...so.counts } });
  tell();
  try {
    // What the views mean is told by these two; that they cannot be had keeps no view from being read.
    const videos = await unlessRefused(api.videos);
    if (!(videos instanceof ApiFailure)) so.videos = await storeVideos(videos);
    so.phase = "views";
    for await (const { next, outcomes } of pages(api, from, signal)) {
      countOutcomes(so.counts, outcomes);
      so.offset = next;
      await noteOffset(next);
      tell();
    }
    signal?.throwIfAborted();
    await readFirstAgain(api, so, signal);
    so.phase = "viewers";
    tell();
    const viewers = await unlessRefused(api.viewers);
    if (!(viewers instanceof ApiFailure)) so.viewers = await storeViewers(viewers);
    await noteOffset(0);
    if (videos instanceof ApiFailure) throw without("durations of videos", videos);
    if (viewers instanceof ApiFailure) throw without("names of viewers", viewers);
    so.phase = "done";
  } catch (error) {
    if (!signal?.aborted) throw error;
    so.stopped = true;
  }
  tell();
  return so;
}

async function unlessRefused(list: () => Promise<string[]>): Promise<string[] | ApiFailure> {
  try {
    return await list();
  } catch (error) {
    if (error instanceof ApiFailure && error.ofList) return error;
    throw error;
  }
}

const without = (what: string, { message }: ApiFailure) =>
  new ApiFailure(`Every view was read, but not the ${what}: ${message}`);

/**
 * What came to the head of the list since, up to a page that brings nothing. A run that went on from where another was
 * interrupted first reads all that the other had read: since then the webhook may have missed any of it.
 */
async function readFirstAgain(api: MindstampApi, so: Backfilled, signal?: AbortSignal): Promise<void> {
  if (so.offset === 0) return;
  for await (const { outcomes, next } of pages(api, 0, signal)) {
    countOutcomes(
      so.counts,
      outcomes.filter(({ outcome }) => outcome === "applied"),
    );
    if (next > so.from && outcomes.every(({ outcome }) => outcome !== "applied")) return;
  }
}

interface Page {
  outcomes: Outcome[];
  next: number;
}

/** Stores page after page, until one is empty. */
async function* pages(api: MindstampApi, from: number, signal?: AbortSignal): AsyncGenerator<Page> {
  let offset = Math.max(0, from - OVERLAP);
  let usual = 0;
  let [last, same, nulls] = ["", 0, 0];
  for (;;) {
    if (signal?.aborted) return;
    const texts = await api.views(offset);
    if (texts.length === 0) return;
    const some = texts.filter((one) => one !== "null");
    const page = some.join();
    // Pages of nothing are alike wherever they stand.
    same = page === last && some.length > 0 ? same + 1 : 1;
    last = page;
    nulls = some.length > 0 ? 0 : nulls + texts.length;
    if (nulls > MAX_NULLS)
      throw new ApiFailure(
        `Mindstamp’s API gives nothing but empty records before offset ${offset}. What came before them is stored.`,
      );
    if (same === SAME_PAGES && some.length > OVERLAP)
      throw new ApiFailure(
        `Mindstamp’s API gives the same views whatever the offset (${offset}). What was read is stored; nothing more can be had.`,
      );
    const chunk = { receivedAt: Date.now(), source: "backfill" as const, keyId: null, chunk: randomUUID() };
    const records = some.map((one) => recordOf(Buffer.from(one), chunk));
    const outcomes = await storing.take(records);
    // A page that is shorter than others is the last but for the empty one: there is nothing to overlap with.
    const whole = texts.length >= usual && texts.length > OVERLAP;
    usual = Math.max(usual, texts.length);
    offset += whole ? texts.length - OVERLAP : texts.length;
    yield { outcomes, next: offset };
  }
}
