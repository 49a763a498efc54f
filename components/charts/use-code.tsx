"use client";

import { useLayoutEffect, useState } from "react";

/** Code that comes after the figures. */
export interface Code<M> {
  load: () => Promise<M>;
  here: M | null;
}

/** Null until it is here. Without Suspense: a boundary whose code came in while it was hydrated was seen to wait for good. */
export function useCode<M>(code: Code<M>): M | null {
  const [known, setKnown] = useState<{ module: M } | { error: unknown } | null>(null);
  useLayoutEffect(() => {
    // Not in the first render: what the server sent has no chart.
    if (code.here !== null) return setKnown({ module: code.here });
    code.load().then(
      (module) => {
        code.here = module;
        setKnown({ module });
      },
      (error: unknown) => setKnown({ error }),
    );
  }, [code]);
  if (known !== null && "error" in known) throw known.error;
  return known?.module ?? null;
}

/** As large as the chart will be. */
export const Waiting = () => <div className="skeleton h-full" />;
