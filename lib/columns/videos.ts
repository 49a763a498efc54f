import type { Block } from "./block";
import { BLOCK_ROWS } from "./bounds";
import type { Codes } from "./column";
import { type DistinctCounter, distinctCounter } from "./distinct";
import type { Grouping } from "./group";
import type { Crowd } from "./selected";
import { MarkSheet } from "./sheet";
import type { TableView } from "./view";

/** Distinct videos of every group; a view without a video has none. */
export class Videos {
  readonly #counter: DistinctCounter;
  /** By video, where there is one group: 1 = seen */
  readonly #seen: Uint8Array | null;
  readonly #codes = new Uint32Array(BLOCK_ROWS);
  readonly #videos = new Uint32Array(BLOCK_ROWS);
  #distinct: Uint32Array | null = null;

  constructor(view: TableView, grouping: Grouping, crowd: Crowd, united: boolean) {
    const isOne = grouping.fixed && grouping.size === 1;
    this.#seen = isOne ? new Uint8Array(view.dictionaries.video.size) : null;
    this.#counter = distinctCounter(new MarkSheet(view.dictionaries.video.size), grouping, crowd, united);
  }

  add(block: Block, codes: Codes): void {
    const videos = block.codes("video");
    if (this.#seen) {
      see(videos, block.count, this.#seen);
      return;
    }
    let known = 0;
    for (let i = 0; i < block.count; i++) {
      this.#codes[known] = codes[i] as number;
      this.#videos[known] = videos[i] as number;
      if (videos[i] !== 0) known++;
    }
    this.#counter.add(this.#codes, this.#videos, known);
  }

  videos(group: number, groups: number): number {
    this.#distinct ??= this.#seen ? Uint32Array.of(seenOf(this.#seen)) : this.#counter.finish(groups);
    return this.#distinct[group] ?? 0;
  }

  union(groups: Uint8Array): number {
    if (this.#seen) return groups[0] === 1 ? seenOf(this.#seen) : 0;
    return this.#counter.union(groups);
  }
}

function see(videos: Codes, count: number, seen: Uint8Array): void {
  for (let i = 0; i < count; i++) seen[videos[i] as number] = 1;
}

/** Those without a video have code 0. */
const seenOf = (seen: Uint8Array) => seen.subarray(1).reduce((sum, one) => sum + one, 0);
