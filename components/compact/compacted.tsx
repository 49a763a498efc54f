"use client";

import { createElement, Fragment, type ReactNode, useMemo } from "react";
import { Link } from "../ui/link";
import { type Encoded, LINK, type Node } from "./encoded";

/** What `encode` wrote, as elements again. */
export function Compacted({ text, slots }: { text: string; slots: ReactNode[] }) {
  return useMemo(() => {
    const { classes, nodes } = JSON.parse(text) as Encoded;
    const build = (node: Node): ReactNode => {
      if (typeof node === "string") return node;
      if (typeof node === "number") return slots[node];
      const [tag, className, props, ...inside] = node;
      const own = className < 0 ? props || null : { ...props, className: classes[className] };
      const children = inside.map(build);
      if (tag === LINK) return createElement(Link, { href: "", ...own }, ...children);
      return createElement(tag || Fragment, own, ...children);
    };
    return createElement(Fragment, null, ...nodes.map(build));
  }, [text, slots]);
}
