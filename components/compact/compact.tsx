import type { ReactNode } from "react";
import { Compacted } from "./compacted";
import { encode } from "./encode";

/** The same elements, sent as a text that is a fraction of what React writes (decision 0070). For markup of server components. */
export function Compact({ children }: { children: ReactNode }) {
  const { text, components, slots } = encode(children);
  // In this order: after a long text React makes each slot a row of its own.
  return <Compacted slots={slots} components={components} text={text} />;
}
