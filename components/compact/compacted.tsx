"use client";

import { type ComponentType, createElement, Fragment, type ReactNode, useMemo } from "react";
import type { Encoded, Node } from "./encoded";

interface Props {
  slots: ReactNode[];
  components: ComponentType<Record<string, unknown>>[];
  text: string;
}

/** What `encode` wrote, as elements again. */
export function Compacted({ slots, components, text }: Props) {
  const { classes, root } = useMemo(() => JSON.parse(text) as Encoded, [text]);
  return useMemo(() => {
    const build = (node: Node): ReactNode => {
      if (node === null || typeof node === "string") return node;
      if (typeof node === "number") return slots[node];
      const [type, className, props, ...inside] = node;
      return createElement(
        (typeof type === "number" ? components[type] : type) || Fragment,
        className < 0 ? props || null : { ...props, className: classes[className] },
        ...inside.map(build),
      );
    };
    return build(root);
  }, [slots, components, classes, root]);
}
