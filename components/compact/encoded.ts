/** Nothing, a text, the number of a slot, or an element. */
export type Node = null | string | number | ElementNode;

/**
 * Its tag ("" = a fragment) or the number of its component, the number of its class (-1 = none), its other properties (0 =
 * none), and what is in it.
 */
export type ElementNode = [
  type: string | number,
  className: number,
  props: Record<string, unknown> | 0,
  ...children: Node[],
];

export interface Encoded {
  classes: string[];
  root: Node;
}
