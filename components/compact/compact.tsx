import type { ReactNode } from "react";
import { Compacted } from "./compacted";
import { encode } from "./encode";

/** The same elements, sent as a text that is a fraction of what React writes (decision 0070). For markup of server components. */
export function Compact({ children }: { children: ReactNode }) {
  const { text, slots } = encode(children);
  return <Compacted text={text} slots={slots} />;
}
