import { Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import { Link } from "../ui/link";
import { type ElementNode, type Encoded, LINK, type Node } from "./encoded";

const CLIENT_REFERENCE = Symbol.for("react.client.reference");

/**
 * Markup as one text, several times shorter than what React sends of the same elements. Server components are called; what
 * only React can send (components of the browser, promises, server actions) becomes a slot.
 */
export function encode(node: ReactNode): { text: string; slots: ReactNode[] } {
  const slots: ReactNode[] = [];
  const classes = new Map<string, number>();
  const nodes: Node[] = [];
  addTo(nodes, node, { slots, classes });
  return { text: JSON.stringify({ classes: [...classes.keys()], nodes } satisfies Encoded), slots };
}

interface Found {
  slots: ReactNode[];
  classes: Map<string, number>;
}

function addTo(nodes: Node[], node: ReactNode, found: Found): void {
  if (node === null || node === undefined || typeof node === "boolean") return;
  if (typeof node === "string" || typeof node === "number" || typeof node === "bigint") nodes.push(String(node));
  else if (Array.isArray(node)) for (const child of node) addTo(nodes, child, found);
  else if (isValidElement<Record<string, unknown>>(node)) nodes.push(...elementNodes(node, found));
  else slot(nodes, node, found);
}

function slot(nodes: Node[], node: ReactNode, { slots }: Found): void {
  nodes.push(slots.push(node) - 1);
}

function elementNodes(element: ReactElement<Record<string, unknown>>, found: Found): Node[] {
  const { type, key, props } = element;
  const nodes: Node[] = [];
  if (type === Link || typeof type === "string") {
    const tag = type === Link ? LINK : (type as string);
    const { children, className, ...rest } = props;
    if (!Object.values(rest).every(isPlain)) slot(nodes, element, found);
    else {
      const node: ElementNode = [tag, classOf(className, found), ownProps(key, rest)];
      addTo(node as Node[], children as ReactNode, found);
      nodes.push(node);
    }
  } else if (type === Fragment) addTo(nodes, props.children as ReactNode, found);
  else if (typeof type === "function" && Reflect.get(type, "$$typeof") !== CLIENT_REFERENCE)
    addTo(nodes, (type as (props: unknown) => ReactNode)(props), found);
  else slot(nodes, element, found);
  return key === null || typeof type === "string" || type === Link ? nodes : [["", -1, { key }, ...nodes]];
}

function ownProps(key: string | null, rest: Record<string, unknown>): Record<string, unknown> | 0 {
  const all = key === null ? rest : { ...rest, key };
  return Object.keys(all).length === 0 ? 0 : all;
}

function classOf(className: unknown, { classes }: Found): number {
  if (typeof className !== "string") return -1;
  const known = classes.get(className);
  if (known !== undefined) return known;
  classes.set(className, classes.size);
  return classes.size - 1;
}

/** What JSON brings back as it was */
function isPlain(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol";
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}
