/** A text, the number of a slot, or an element. */
export type Node = string | number | ElementNode;

/** Its tag, the number of its class (-1 = none), its other properties (0 = none), and what is in it. */
export type ElementNode = [tag: string, className: number, props: Record<string, unknown> | 0, ...children: Node[]];

export interface Encoded {
  classes: string[];
  nodes: Node[];
}

/** Stands for our own link; no tag is written like this. */
export const LINK = "@";
