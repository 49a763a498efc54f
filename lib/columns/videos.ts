import { BLOCK_ROWS, type Block } from "./block";
import type { Codes } from "./column";
import { type DistinctCounter, distinctCounter } from "./distinct";
import type { Grouping } from "./group";
import type { Crowd } from "./selected";
import { MarkSheet } from "./sheet";
import type { TableView } from "./view";

/** Distinct videos of every group; a view without a video has none. */
export class Videos {
  readonly #counter: DistinctCounter;
  readonly #codes = new Uint32Array(BLOCK_ROWS);
  readonly #videos = new Uint32Array(BLOCK_ROWS);
  #distinct: Uint32Array | null = null;

  constructor(view: TableView, grouping: Grouping, crowd: Crowd, united: boolean) {
    this.#counter = distinctCounter(new MarkSheet(view.dictionaries.video.size), grouping, crowd, united);
  }

  add(block: Block, codes: Codes): void {
    const videos = block.codes("video");
    let known = 0;
    for (let i = 0; i < block.count; i++) {
      this.#codes[known] = codes[i] as number;
      this.#videos[known] = videos[i] as number;
      if (videos[i] !== 0) known++;
    }
    this.#counter.add(this.#codes, this.#videos, known);
  }

  videos(group: number, groups: number): number {
    this.#distinct ??= this.#counter.finish(groups);
    return this.#distinct[group] ?? 0;
  }

  union(groups: Uint8Array): number {
    return this.#counter.union(groups);
  }
}
