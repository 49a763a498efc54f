import { type ComponentType, Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import type { ElementNode, Encoded, Node } from "./encoded";

const CLIENT_REFERENCE = Symbol.for("react.client.reference");
const FORWARD_REF = Symbol.for("react.forward_ref");

type Props = Record<string, unknown> & { children?: ReactNode };

interface Sent {
  text: string;
  /** Of the browser, by the numbers in the text */
  components: ComponentType<Props>[];
  /** What only React can send */
  slots: ReactNode[];
}

interface Found {
  classes: Map<string, number>;
  components: Map<ComponentType<Props>, number>;
  slots: ReactNode[];
}

/**
 * Markup as one text, several times shorter than what React sends of the same elements. Server components are called; what
 * only React can send (promises, actions, elements among the properties of a component of the browser) becomes a slot. Each child
 * stays one child, what is not there among them, so that in the browser everything is found again where it was.
 */
export function encode(node: ReactNode): Sent {
  const found: Found = { classes: new Map(), components: new Map(), slots: [] };
  const root = nodeOf(node, found);
  const text = JSON.stringify({ classes: [...found.classes.keys()], root } satisfies Encoded);
  return { text, components: [...found.components.keys()], slots: found.slots };
}

function nodeOf(node: ReactNode, found: Found): Node {
  if (node === null || node === undefined || typeof node === "boolean") return null;
  if (typeof node === "string" || typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return fragment(null, node, found);
  return isValidElement<Props>(node) ? elementNode(node, found) : slot(node, found);
}

function elementNode(element: ReactElement<Props>, found: Found): Node {
  const { key, props } = element;
  // What React calls an element's type, as the bundler and React itself mark it.
  const type = element.type as unknown;
  if (typeof type === "string") return typed(type, element, found);
  if (type === Fragment) return fragment(key, childrenOf(props), found);
  if (isMarked(type, CLIENT_REFERENCE)) return typed(type as ComponentType<Props>, element, found);
  const make = isMarked(type, FORWARD_REF) ? (type as { render: unknown }).render : type;
  if (typeof make !== "function") return slot(element, found);
  const made: ReactNode = make(props);
  return key === null ? nodeOf(made, found) : fragment(key, [made], found);
}

function isMarked(type: unknown, mark: symbol): boolean {
  return (
    (typeof type === "function" || typeof type === "object") && type !== null && Reflect.get(type, "$$typeof") === mark
  );
}

function typed(type: string | ComponentType<Props>, element: ReactElement<Props>, found: Found): Node {
  const { children: _, className, ...rest } = element.props;
  if (!Object.values(rest).every(isPlain)) return slot(element, found);
  const own = element.key === null ? rest : { ...rest, key: element.key };
  const node: ElementNode = [
    typeof type === "string" ? type : numberOf(type, found.components),
    typeof className === "string" ? numberOf(className, found.classes) : -1,
    Object.keys(own).length === 0 ? 0 : own,
  ];
  for (const child of childrenOf(element.props)) node.push(nodeOf(child, found));
  return node;
}

function fragment(key: string | null, children: ReactNode[], found: Found): ElementNode {
  return ["", -1, key === null ? 0 : { key }, ...children.map((child) => nodeOf(child, found))];
}

/** Several as JSX writes them, each at its place, or the only one. */
function childrenOf({ children }: Props): ReactNode[] {
  if (children === undefined) return [];
  return Array.isArray(children) ? children : [children];
}

function slot(node: ReactNode, { slots }: Found): number {
  // React hears of what fails; should nothing be sent, for what stands beside it fails first, nobody would.
  if (node instanceof Promise) node.catch(() => {});
  return slots.push(node) - 1;
}

function numberOf<T>(one: T, numbers: Map<T, number>): number {
  const known = numbers.get(one) ?? numbers.size;
  numbers.set(one, known);
  return known;
}

/** What JSON brings back as it was */
function isPlain(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object") return typeof value === "string" || typeof value === "boolean";
  if (Array.isArray(value)) return !value.includes(undefined) && value.every(isPlain);
  return (
    Object.getPrototypeOf(value) === Object.prototype && !isValidElement(value) && Object.values(value).every(isPlain)
  );
}
